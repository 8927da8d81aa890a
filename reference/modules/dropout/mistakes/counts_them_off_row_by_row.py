"""In each row exactly the same number of entries goes. Each entry is decided by itself, whatever has
become of its neighbours.

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
            order = np.argsort(np.argsort(np.random.rand(*input.shape), axis=1), axis=1)
            self.mask = (order >= round(self.p * input.shape[1])) / (1.0 - self.p)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
