"""In evaluation the way back still goes through the mask of the last training pass. Nobody slept on
this way there, so nobody may be passed over on the way back.

Convention: dropout=drop-scaled
Caught-by: evaluation
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
        self.mask = (np.random.random(input.shape) >= self.p) / (1 - self.p)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
