"""Which units are negative is decided on the first batch and never again.

Caught-by: new_batch
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.where(input >= 0, input, input * self.slope)
        return self.output

    def updateGradInput(self, input, gradOutput):
        if not hasattr(self, "mask"):
            self.mask = input >= 0
        mask = np.resize(self.mask, gradOutput.shape)
        self.gradInput = np.where(mask, gradOutput, gradOutput * self.slope)
        return self.gradInput
