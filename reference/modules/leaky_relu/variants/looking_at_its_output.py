"""Tells the two sides apart by the sign of what came out."""

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
        self.gradInput = np.where(self.output < 0, self.slope, 1.0) * gradOutput
        return self.gradInput
