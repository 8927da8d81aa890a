"""The gradient that came from behind is changed in place. It belongs to the module behind; compute a
new table.

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
        return self.output

    def updateGradInput(self, input, gradOutput):
        gradOutput[input < 0] *= self.slope
        self.gradInput = gradOutput
        return self.gradInput
