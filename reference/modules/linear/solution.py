"""Reference for `Linear`: a weighted sum of all columns, and a bias."""

import numpy as np

from assignments.modules.module import Module


class Linear(Module):
    """Multiplies a table of shape (M, n_in) by weights W and adds b to every row: (M, n_out).

    `W` has shape (n_in, n_out), `b` has shape (n_out,). Their gradients, in `gradW` and `gradb`,
    have the same shapes; they add up over backward passes until `zeroGradParameters()`.
    """

    def __init__(self, n_in, n_out):
        super().__init__()
        reach = 1 / np.sqrt(n_in)
        self.W = np.random.uniform(-reach, reach, (n_in, n_out))
        self.b = np.random.uniform(-reach, reach, n_out)
        self.gradW, self.gradb = np.zeros((n_in, n_out)), np.zeros(n_out)

    def updateOutput(self, input):
        """Return the weighted sums, shape (M, n_out), and keep them in `self.output`."""
        ### BEGIN SOLUTION
        self.output = input @ self.W + self.b
        return self.output
        ### END SOLUTION

    def updateGradInput(self, input, gradOutput):
        """Return the gradient for `input`, shape (M, n_in), and keep it in `self.gradInput`."""
        ### BEGIN SOLUTION
        self.gradInput = gradOutput @ self.W.T
        return self.gradInput
        ### END SOLUTION

    def accGradParameters(self, input, gradOutput):
        """Add this pass's gradients to `self.gradW` and `self.gradb`."""
        ### BEGIN SOLUTION
        self.gradW += input.T @ gradOutput
        self.gradb += gradOutput.sum(axis=0)
        ### END SOLUTION

    def zeroGradParameters(self):
        """Forget the gradients of all earlier passes."""
        self.gradW[:] = 0
        self.gradb[:] = 0

    def getParameters(self):
        """The two arrays that are learned."""
        return [self.W, self.b]

    def getGradParameters(self):
        """Their gradients, in the same order."""
        return [self.gradW, self.gradb]

    def __repr__(self):
        return "Linear {} -> {}".format(*self.W.shape)
