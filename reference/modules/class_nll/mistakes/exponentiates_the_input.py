"""The loss adds up probabilities. It is their logarithms that it should add up, and those came in.

Convention: nll_input=log-probabilities
Caught-by: forward
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        self.output = -np.sum(target * np.exp(input)) / len(input)
        return self.output

    def updateGradInput(self, input, target):
        self.gradInput = -1.0 * target / input.shape[0]
        return self.gradInput
