"""What is negative becomes 0: that is the plain relu. Where does the slope come in?

Caught-by: forward
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.maximum(input, 0)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input >= 0, gradOutput, gradOutput * self.slope)
        return self.gradInput
