"""The largest score is subtracted from the table that came in. The table belongs to the module in
front, which may still need it.

Caught-by: keeps_inputs
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        if input.dtype == float:
            input -= np.max(input, axis=1, keepdims=True)
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
