"""The shares of the first row are used for all rows. Every row has shares of its own.

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
        p = self.output[0]
        answers = np.diag(p) - np.outer(p, p)
        self.gradInput = gradOutput @ answers
        return self.gradInput
