"""The slope is found by dividing the output by the input, which is 0 by 0 at the corner.

Caught-by: at_zero
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
        with np.errstate(invalid="ignore"):
            self.gradInput = gradOutput * (self.output / input)
        return self.gradInput
