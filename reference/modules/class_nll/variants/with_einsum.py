"""Multiplies and adds up in one go.

Convention: nll_input=probabilities
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = np.array([-np.einsum("ij,ij->", target, np.log(p))]) / len(p)
        return self.output

    def updateGradInput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = -1.0 * target / p / input.shape[0]
        return self.gradInput
