"""Adds so small a number that no loss notices.

Convention: nll_input=probabilities
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = input + 1e-15
        self.output = -(target * np.log(p)).sum(axis=1).mean()
        return self.output

    def updateGradInput(self, input, target):
        p = input + 1e-15
        self.gradInput = -1.0 * (target / p) / len(p)
        return self.gradInput
