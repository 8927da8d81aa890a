"""The complaints are averaged down the columns, over different pictures. The average is taken within
a row.

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
        self.gradInput = weighted - self.output * np.sum(weighted, axis=0, keepdims=True)
        return self.gradInput
