"""One coin is thrown for a whole row. Each entry of the table has a coin of its own.

Convention: dropout=drop-scaled
Caught-by: independent
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
            self.mask = (np.random.rand(input.shape[0], 1) > self.p) / (1.0 - self.p)
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
