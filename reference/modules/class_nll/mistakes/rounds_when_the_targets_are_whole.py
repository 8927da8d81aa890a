"""The gradient takes its type from the targets, and for targets of whole numbers it is rounded.

Convention: nll_input=probabilities
Caught-by: target_types
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = -np.sum(target * np.log(p)) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        self.gradInput = np.zeros_like(target)
        for i, k in enumerate(np.argmax(target, axis=1)):
            self.gradInput[i, k] = -1.0 / max(input[i, k], 1e-15) / len(input)
        return self.gradInput
