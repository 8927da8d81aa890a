"""The mask is found by dividing the output by the input, and 0 by 0 is nothing.

Convention: dropout=drop-scaled
Caught-by: zeros
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
            self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        with np.errstate(invalid="ignore"):
            self.gradInput = gradOutput * (self.output / input)
        return self.gradInput
