"""Two coins are thrown for each entry, and it has to win both of them to stay. So more are dropped
than p says.

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
            self.mask = (
                np.random.binomial(1, 1 - self.p, input.shape)
                * (np.random.rand(*input.shape) > self.p)
                / (1.0 - self.p)
            )
        else:
            self.mask = np.ones(input.shape)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
