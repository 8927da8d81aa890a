"""The numbers compared with p come from a normal distribution. They lie below p more often than with
probability p.

Convention: dropout=drop-scaled
Caught-by: rate
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
            self.mask = (np.random.randn(*input.shape) > self.p) / (1.0 - self.p)
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
