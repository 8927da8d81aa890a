"""Has a method for each of its modes.

Convention: dropout=drop-scaled
"""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        self.output = self.nap(input) if self.training else self.work(input)
        return self.output

    def nap(self, table):
        self.mask = np.divide(np.random.rand(*table.shape) > self.p, 1 - self.p)
        return np.multiply(table, self.mask)

    def work(self, table):
        self.mask = np.ones_like(table, dtype=float)
        return table.copy()

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask
        return self.gradInput
