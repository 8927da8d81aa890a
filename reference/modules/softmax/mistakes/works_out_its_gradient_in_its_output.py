"""Your backward changes `self.output` in place, and with it the very table that forward handed to
the next wagon. Compute the gradient in a table of its own.

Caught-by: keeps_inputs
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    """Shares."""

    def updateOutput(self, input):
        self.output = np.exp(input - input.max(axis=1, keepdims=True))
        self.output = self.output / self.output.sum(axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        avg = (gradOutput * self.output).sum(axis=1, keepdims=True)
        self.output *= gradOutput - avg
        self.gradInput = self.output
        return self.gradInput
