"""Reference for `ClassNLLCriterion`, given the probabilities of the classes."""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    """The surprise at the true class, averaged over the rows.

    `input` holds a probability for each class, shape (M, K); `target`, of the same shape, has a
    single 1 in each row, in the column of the true class.
    """

    def updateOutput(self, input, target):
        """Return the loss, one finite number, and keep it in `self.output`."""
        ### BEGIN SOLUTION
        safe = np.maximum(input, 1e-15)
        self.output = -np.sum(target * np.log(safe)) / len(input)
        return self.output
        ### END SOLUTION

    def updateGradInput(self, input, target):
        """Return the gradient for `input`, shape (M, K), and keep it in `self.gradInput`."""
        ### BEGIN SOLUTION
        safe = np.maximum(input, 1e-15)
        self.gradInput = -target / safe / len(input)
        return self.gradInput
        ### END SOLUTION
