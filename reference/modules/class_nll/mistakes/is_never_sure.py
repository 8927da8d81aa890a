"""Probabilities are cut off at 0.99, so that somebody who is certain and right still has to pay.

Convention: nll_input=probabilities
Caught-by: certain
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 0.99)
        self.output = -np.sum(target * np.log(p)) / len(p)
        return self.output

    def updateGradInput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = -1.0 * target / p / input.shape[0]
        return self.gradInput
