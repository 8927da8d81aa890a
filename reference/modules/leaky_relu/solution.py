"""Reference for `LeakyReLU`: a relu that lets a little of the negative through."""

import numpy as np

from assignments.modules.module import Module


class LeakyReLU(Module):
    """Leaves what is positive as it is and multiplies what is negative by `slope`."""

    def __init__(self, slope=0.03):
        super().__init__()
        self.slope = slope

    def updateOutput(self, input):
        """Return the bent table, in the shape of `input`, and keep it in `self.output`."""
        ### BEGIN SOLUTION
        self.output = np.where(input > 0, input, self.slope * input)
        return self.output
        ### END SOLUTION

    def updateGradInput(self, input, gradOutput):
        """Return the gradient for `input`, and keep it in `self.gradInput`."""
        ### BEGIN SOLUTION
        self.gradInput = np.where(input > 0, gradOutput, self.slope * gradOutput)
        return self.gradInput
        ### END SOLUTION
