"""A small number is added to the sum, so that the shares add up to a little less than 1. The sum is
at least 1 once the largest score is subtracted; nothing has to be added.

Caught-by: digits
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / (np.sum(grown, axis=1, keepdims=True) + 1e-8)
        return self.output

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
