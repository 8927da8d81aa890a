"""All rows together add up to 1. Each row should do so by itself.

Caught-by: forward
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input))
        self.output = grown / np.sum(grown)
        return self.output

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
