"""Entries are dropped in evaluation and never in training. On which side of your `if` does
`self.training` have to be true?

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
        self.mask = np.ones(input.shape)
        if not self.training:
            self.mask = (np.random.random(input.shape) >= self.p) / (1 - self.p)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
