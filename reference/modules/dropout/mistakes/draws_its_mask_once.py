"""The mask is drawn in the first pass and used for ever. Those who sleep first then never learn
anything.

Convention: dropout=drop-scaled
Caught-by: fresh
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        if self.mask is None or self.mask.shape != input.shape:
            self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        self.output = input * self.mask if self.training else input
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
