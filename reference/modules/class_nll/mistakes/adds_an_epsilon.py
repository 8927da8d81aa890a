"""A small number is added to every probability, which makes every loss a little wrong. Clip instead:
a lower bound changes nothing above it.

Convention: nll_input=probabilities
Caught-by: digits
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = input + 1e-8
        self.output = -np.sum(target * np.log(p)) / len(p)
        return self.output

    def updateGradInput(self, input, target):
        p = input + 1e-8
        self.gradInput = -1.0 * target / p / len(p)
        return self.gradInput
