"""The shares are kept in the class, where the next softmax overwrites them. Keep them in `self`.

Caught-by: instances
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        SoftMax.shares = self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        p = np.resize(SoftMax.shares, gradOutput.shape)
        weighted = gradOutput * p
        self.gradInput = weighted - p * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
