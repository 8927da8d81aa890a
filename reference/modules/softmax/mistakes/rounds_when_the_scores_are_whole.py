"""The output takes its type from the input: for whole scores all shares are rounded to 0 or 1.

Caught-by: number_types
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        self.output = np.zeros_like(input)
        for i, row in enumerate(input):
            grown = np.exp(row - np.max(row))
            self.output[i] = grown / np.sum(grown)
        return self.output

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
