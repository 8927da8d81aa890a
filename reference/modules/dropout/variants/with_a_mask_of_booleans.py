"""Keeps who is awake, and scales apart from it.

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
        if not self.training:
            self.output = input
            return self.output
        self.mask = np.random.uniform(size=input.shape) >= self.p
        self.output = self.mask * input / (1 - self.p)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput
        if self.training:
            self.gradInput = gradOutput * self.mask / (1 - self.p)
        return self.gradInput
