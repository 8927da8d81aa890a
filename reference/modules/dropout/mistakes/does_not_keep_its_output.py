"""The result is returned, but not kept in `self.output`, where others will look for it.

Convention: dropout=drop-scaled
Caught-by: stores
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
            self.mask = np.ones(input.shape)
        else:
            self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        return input * self.mask

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
