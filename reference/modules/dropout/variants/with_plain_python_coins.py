"""Throws one coin after the other.

Convention: dropout=drop-scaled
"""

from random import random

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        loud = 1 / (1 - self.p)
        self.mask = np.ones(input.shape)
        if self.training:
            rows = [[0 if random() < self.p else loud for _ in row] for row in input]
            self.mask = np.array(rows)
        self.output = self.mask * input
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
