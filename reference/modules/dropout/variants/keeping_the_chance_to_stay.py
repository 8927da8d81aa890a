"""Remembers the chance to stay and switches its modes itself.

Convention: dropout=drop-scaled
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p, self.stay = p, 1 - p
        self.awake = None

    def updateOutput(self, input):
        self.awake = 1.0
        if self.training:
            self.awake = np.floor(np.random.rand(*input.shape) + self.stay) / self.stay
        self.output = input * self.awake
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.multiply(gradOutput, self.awake)
        return self.gradInput

    def train(self):
        super().train()
        self.awake = None

    def evaluate(self):
        super().evaluate()
        self.awake = None
