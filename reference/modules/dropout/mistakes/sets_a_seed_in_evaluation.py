"""In evaluation mode your Dropout sets NumPy's seed, and all who draw after it get the same
numbers again and again. Nothing is drawn in evaluation, so nothing has to be set.

Caught-by: leaves_the_seed
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
            self.mask = (np.random.random(input.shape) >= self.p) / (1 - self.p)
            self.output = input * self.mask
        else:
            np.random.seed(0)
            self.output = input
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput * self.mask if self.training else gradOutput
        return self.gradInput
