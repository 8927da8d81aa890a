"""The largest score of the whole table is subtracted. A row far below it is left with nothing but
zeros, and 0 is divided by 0.

Caught-by: extreme
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
