"""An input of exactly 0 is on neither side of your comparisons, so that its gradient is 0. Zero
belongs to one of the two.

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
        steep, flat = input > 0, input < 0
        self.gradInput = gradOutput * (1.0 * steep + self.slope * flat)
        return self.gradInput
