"""In evaluation everything is multiplied by p. Some books do so; in this course the output is then
the input.

Convention: dropout=keep
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
        self.mask = np.full(input.shape, self.p)
        if self.training:
            self.mask = np.random.rand(*input.shape) < self.p
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
