"""Every Dropout makes a generator with the same seed, so that all of them send the same clerks to sleep.
Make the generator without a seed.

Convention: dropout=drop-scaled
Caught-by: instances
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None
        self.rng = np.random.default_rng(42)

    def updateOutput(self, input):
        self.mask = np.ones(input.shape)
        if self.training:
            self.mask = (self.rng.random(input.shape) >= self.p) / (1 - self.p)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
