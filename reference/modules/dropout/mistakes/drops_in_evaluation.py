"""Entries are dropped in evaluation as well. Is `self.training` ever looked at?

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
        self.mask = (np.random.rand(*input.shape) > self.p) / (1.0 - self.p)
        self.output = input * self.mask
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
