"""Has no slope where the probability was raised.

Convention: nll_input=probabilities
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = -np.sum(target * np.log(p)) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        inside = input > 1e-15
        self.gradInput = np.where(inside, -1.0 * target / np.where(inside, input, 1.0), 0.0) / len(
            input
        )
        return self.gradInput
