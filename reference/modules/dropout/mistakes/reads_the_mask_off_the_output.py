"""The mask is read off the zeros of the output. A zero may have come in, too, and then its gradient
is lost.

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
        scale = 1.0 / (1.0 - self.p) if self.training else 1.0
        self.gradInput = gradOutput * (self.output != 0) * scale
        return self.gradInput
