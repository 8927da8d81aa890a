"""The gradient that came from behind is changed in place. It belongs to the module behind; compute a
new table.

Convention: dropout=drop-scaled
Caught-by: keeps_inputs
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        if self.training:
            self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        gradOutput *= self.mask
        self.gradInput = gradOutput
        return self.gradInput
