"""The output takes its type from the input: of whole numbers, a slope's part is rounded away.

Caught-by: number_types
"""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        self.output = np.zeros_like(input)
        self.output[input >= 0] = input[input >= 0]
        self.output[input < 0] = self.slope * input[input < 0]
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input >= 0, gradOutput, gradOutput * self.slope)
        return self.gradInput
