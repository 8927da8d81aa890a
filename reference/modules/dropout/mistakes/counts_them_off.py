"""Exactly the same number of entries goes in each pass. A coin may fall on the same side many times;
do not count, throw.

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
        self.mask = np.ones(input.shape)
        if self.training:
            self.mask = np.full(input.size, 1 / (1.0 - self.p))
            self.mask[: int(round(self.p * input.size))] = 0
            np.random.shuffle(self.mask)
            self.mask = self.mask.reshape(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
