"""The way back uses the shares of the first batch for ever. Each forward pass has shares of its own.

Caught-by: new_batch
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        if not hasattr(self, "shares"):
            self.shares = self.output
        p = np.resize(self.shares, gradOutput.shape)
        weighted = gradOutput * p
        self.gradInput = weighted - p * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
