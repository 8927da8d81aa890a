"""The result is returned, but not kept in `self.output`, where others will look for it.

Caught-by: stores
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        return np.where(input >= 0, input, input * self.slope)

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input >= 0, gradOutput, gradOutput * self.slope)
        return self.gradInput
