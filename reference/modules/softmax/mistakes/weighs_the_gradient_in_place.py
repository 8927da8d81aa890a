"""The gradient that came from behind is multiplied in place. It belongs to the module behind;
compute a new table.

Caught-by: keeps_inputs
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        gradOutput *= self.output
        total = np.sum(gradOutput, axis=1, keepdims=True)
        self.gradInput = gradOutput - self.output * total
        return self.gradInput
