"""Reference for `SoftMax`: scores become shares of one whole."""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    """Turns every row of a table, shape (M, K), into K positive shares that add up to 1."""

    def updateOutput(self, input):
        """Return the shares, shape (M, K), and keep them in `self.output`."""
        ### BEGIN SOLUTION
        powers = np.exp(input - input.max(axis=1, keepdims=True))
        self.output = powers / powers.sum(axis=1, keepdims=True)
        return self.output
        ### END SOLUTION

    def updateGradInput(self, input, gradOutput):
        """Return the gradient for `input`, shape (M, K), and keep it in `self.gradInput`."""
        ### BEGIN SOLUTION
        average = np.sum(self.output * gradOutput, axis=1, keepdims=True)
        self.gradInput = self.output * (gradOutput - average)
        return self.gradInput
        ### END SOLUTION
