"""The gradient is divided by the number of rows. Only the criterion does that; here it would be done
twice.

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
        gradient = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        self.gradInput = gradient / len(input)
        return self.gradInput
