"""The output takes its type from the input. Of whole numbers, what stays is rounded after it was
scaled.

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
        self.mask = np.ones(input.shape)
        if self.training:
            self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        self.output = np.zeros_like(input)
        self.output[...] = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
