"""This is the gradient for scores that have yet to go through a softmax. Here the probabilities
themselves are the input.

Convention: nll_input=probabilities
Caught-by: gradient_X
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = -np.sum(target * np.log(p)) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = (p - target) / len(p)
        return self.gradInput
