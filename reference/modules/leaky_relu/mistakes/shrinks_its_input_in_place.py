"""The negative numbers are made smaller in the table that came in. It belongs to the module in
front, which may still need it.

Caught-by: keeps_inputs
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.where(input >= 0, input, input * self.slope)
        if input.dtype == float:
            input[input < 0] *= self.slope
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input >= 0, gradOutput, gradOutput * self.slope)
        return self.gradInput
