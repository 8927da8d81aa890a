"""You add a small number to every probability, which makes all losses a little wrong, and those of
small probabilities visibly so. Clip instead: a lower bound changes nothing above it.

Convention: nll_input=probabilities
Caught-by: improbable
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def __init__(self):
        super().__init__()

    def updateOutput(self, input, target):
        self.output = -np.sum(target * np.log(input + 1e-10)) / len(input)
        return self.output

    def updateGradInput(self, input, target):
        p = np.maximum(input, 1e-15)
        self.gradInput = -target / p / len(input)
        return self.gradInput
