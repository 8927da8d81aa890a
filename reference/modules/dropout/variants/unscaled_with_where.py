"""Chooses entry by entry.

Convention: dropout=keep
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        self.awake = np.full(input.shape, True)
        if self.training:
            self.awake = np.random.random(input.shape) <= self.p
        self.output = np.where(self.awake, input, 0)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(self.awake, gradOutput, 0)
        return self.gradInput
