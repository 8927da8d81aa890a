"""The loss is negative. A logarithm of a probability is, and so it needs a minus.

Convention: nll_input=probabilities
Caught-by: forward
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = np.sum(target * np.log(p)) / len(p)
        return self.output

    def updateGradInput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = -1.0 * target / p / input.shape[0]
        return self.gradInput
