"""Reference for `Dropout`, where p is the chance to be kept and the rest is scaled up."""

import numpy as np

from assignments.modules.module import Module


class Dropout(Module):
    """In training silences a random part of a table, anew at each pass; else changes nothing."""

    def __init__(self, p=0.5):
        super().__init__()
        self.p = p
        self.mask = None

    def updateOutput(self, input):
        """Return the table with some entries silenced, and keep it in `self.output`."""
        ### BEGIN SOLUTION
        self.mask = np.ones(input.shape)
        if self.training:
            self.mask = (np.random.random(input.shape) < self.p) / self.p
        self.output = input * self.mask
        return self.output
        ### END SOLUTION

    def updateGradInput(self, input, gradOutput):
        """Return the gradient for `input`, and keep it in `self.gradInput`."""
        ### BEGIN SOLUTION
        self.gradInput = gradOutput * self.mask
        return self.gradInput
        ### END SOLUTION
