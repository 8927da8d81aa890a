"""Multiplies and adds up in one go.

Convention: nll_input=log-probabilities
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        self.output = -np.einsum("ij,ij", target, input) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        self.gradInput = -1.0 * target / input.shape[0]
        return self.gradInput
