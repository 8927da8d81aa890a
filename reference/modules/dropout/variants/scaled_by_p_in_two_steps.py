"""Keeps who is awake, and scales apart from it.

Convention: dropout=keep-scaled
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        self.output = input
        if self.training:
            self.awake = np.random.random(input.shape) < self.p
            self.output = self.awake * input / self.p
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = self.awake * gradOutput / self.p if self.training else gradOutput
        return self.gradInput
