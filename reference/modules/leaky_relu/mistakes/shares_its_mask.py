"""Which units are negative is kept in the class, where the next module overwrites it. Keep it in
`self`, or look at the input again.

Caught-by: instances
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        LeakyReLU.mask = input >= 0
        self.output = np.where(input >= 0, input, input * self.slope)
        return self.output

    def updateGradInput(self, input, gradOutput):
        mask = np.resize(LeakyReLU.mask, gradOutput.shape)
        self.gradInput = np.where(mask, gradOutput, gradOutput * self.slope)
        return self.gradInput
