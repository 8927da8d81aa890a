"""Making the module seeds the random numbers of the whole notebook. Everybody who draws afterwards
gets the same numbers each time.

Convention: dropout=drop-scaled
Caught-by: leaves_the_seed
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        np.random.seed(0)
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        if self.training:
            self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
