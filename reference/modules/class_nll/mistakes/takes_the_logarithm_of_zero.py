"""Probabilities of 0 go into the logarithm. Even where the target is 0 as well, 0 times infinity is
NaN.

Convention: nll_input=probabilities
Caught-by: certain
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = input
        self.output = -np.sum(target * np.log(p)) / len(p)
        return self.output

    def updateGradInput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = -1.0 * target / p / input.shape[0]
        return self.gradInput
