"""Draws from a generator of its own.

Convention: dropout=drop-scaled
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.coins = np.random.default_rng()

    def updateOutput(self, input):
        if self.training:
            self.mask = np.where(self.coins.random(input.shape) < self.p, 0.0, 1 / (1 - self.p))
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
