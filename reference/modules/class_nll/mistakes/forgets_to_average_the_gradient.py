"""The loss is an average over the rows, and the gradient is not. Each row's part in the average is
one M-th.

Convention: nll_input=probabilities
Caught-by: gradient_X
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = -np.sum(target * np.log(p)) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = -1.0 * target / p
        return self.gradInput
