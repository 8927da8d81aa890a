"""The gradient divides by what came in, as if it were probabilities. The loss is linear in their
logarithms.

Convention: nll_input=log-probabilities
Caught-by: gradient_X
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        self.output = -np.sum(target * input) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        self.gradInput = -1.0 * target / input / len(input)
        return self.gradInput
