"""Your output never exceeds a fixed size. A leaky relu is open upwards: what is positive stays as
it is, however large.

Caught-by: scale
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.minimum(np.where(input > 0, input, self.slope * input), 1e3)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input > 0, gradOutput, self.slope * gradOutput)
        return self.gradInput
