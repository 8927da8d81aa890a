"""The gradient has the opposite sign. What is subtracted from what?

Caught-by: gradient_X
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = self.output * np.sum(weighted, axis=1, keepdims=True) - weighted
        return self.gradInput
