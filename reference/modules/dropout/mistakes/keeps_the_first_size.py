"""The mask keeps the size of the first batch. A batch of another size has no mask that fits.

Convention: dropout=drop-scaled
Caught-by: new_batch
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        if not hasattr(self, "size"):
            self.size = input.shape
        self.mask = np.ones(self.size)
        if self.training:
            self.mask = (np.random.rand(*self.size) > self.p) / (1.0 - self.p)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
