"""The mask is kept in the class, where the next module overwrites it. Keep it in `self`.

Convention: dropout=drop-scaled
Caught-by: instances
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p

    def updateOutput(self, input):
        Dropout.mask = np.ones(input.shape)
        if self.training:
            Dropout.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        self.output = input * Dropout.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
