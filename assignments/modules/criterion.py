"""What every criterion of the lab has in common, and one that is finished."""

import numpy as np


class Criterion:
    """The last stop: says in one number how far a batch is from its targets.

    `forward` gives the number, `backward` its gradient for `input`. Kinds of criteria override
    `updateOutput` and `updateGradInput`, which keep what they return in `self.output` and in
    `self.gradInput`. This is the only place where anything is divided by the number of rows.
    """

    def __init__(self):
        self.output = None
        self.gradInput = None

    def forward(self, input, target):
        """The loss, one number."""
        return self.updateOutput(input, target)

    def backward(self, input, target):
        """The gradient of the loss for `input`, in the shape of `input`."""
        return self.updateGradInput(input, target)

    def updateOutput(self, input, target):
        """Compute the loss, keep it in `self.output`, and return it."""
        raise NotImplementedError(f"{type(self).__name__} has no updateOutput")

    def updateGradInput(self, input, target):
        """Compute the gradient for `input`, keep it in `self.gradInput`, and return it."""
        raise NotImplementedError(f"{type(self).__name__} has no updateGradInput")

    def __repr__(self):
        return type(self).__name__


class MSECriterion(Criterion):
    """The squared distance between a row and its target, averaged over the rows."""

    def updateOutput(self, input, target):
        self.output = np.sum((input - target) ** 2) / len(input)
        return self.output

    def updateGradInput(self, input, target):
        self.gradInput = 2 * (input - target) / len(input)
        return self.gradInput
