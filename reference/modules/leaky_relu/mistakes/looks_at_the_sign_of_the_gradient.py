"""The sign of the gradient decides what gets through. It is the sign of the input that does.

Caught-by: gradient_X
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
        self.gradInput = np.where(gradOutput >= 0, gradOutput, gradOutput * self.slope)
        return self.gradInput
