"""The way back draws a mask of its own, so that complaints go to those who slept. Keep the one that
forward drew.

Convention: dropout=keep
Caught-by: gradient_X
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
            self.mask = np.random.rand(*input.shape) < self.p
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * (np.random.rand(*input.shape) < self.p)
        return self.gradInput
