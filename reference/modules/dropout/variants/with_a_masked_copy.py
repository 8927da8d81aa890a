"""Silences entries of a copy.

Convention: dropout=drop-scaled
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        self.output = np.array(input, dtype=float)
        self.asleep = np.zeros(input.shape, dtype=bool)
        self.scale = 1.0
        if self.training:
            self.asleep = np.random.random_sample(input.shape) < self.p
            self.scale = 1.0 / (1.0 - self.p)
        self.output[self.asleep] = 0
        self.output *= self.scale
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = self.scale * gradOutput
        self.gradInput[self.asleep] = 0
        return self.gradInput
