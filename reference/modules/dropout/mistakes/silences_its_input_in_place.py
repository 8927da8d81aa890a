"""The entries are silenced in the table that came in. It belongs to the module in front, which may
still need it.

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
        self.mask = np.ones(input.shape)
        if self.training:
            self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        self.output = input * self.mask
        input[self.mask == 0] = 0
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
