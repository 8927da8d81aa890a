"""The slope is kept in the class, so that all modules have the slope of the latest. Keep it in
`self`.

Caught-by: instances
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        LeakyReLU.slope = slope

    def updateOutput(self, input):
        self.output = np.where(input >= 0, input, input * self.slope)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input >= 0, gradOutput, gradOutput * self.slope)
        return self.gradInput
