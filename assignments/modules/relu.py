"""A finished module, to look at."""

import numpy as np

from assignments.modules.module import Module


class ReLU(Module):
    """Lets what is positive through and stops the rest."""

    def updateOutput(self, input):
        self.output = np.where(input > 0, input, 0)
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.where(input > 0, gradOutput, 0)
        return self.gradInput
