"""Every entry is multiplied by a random number near 1. That is another cure for the same illness;
here entries either go or stay.

Convention: dropout=drop-scaled
Caught-by: forward
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
            self.mask = 1 + self.p * np.random.randn(*input.shape)
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
