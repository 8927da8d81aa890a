"""The targets of the first batch are kept. Every batch brings its own.

Convention: nll_input=probabilities
Caught-by: new_batch
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.output = -np.sum(target * np.log(p)) / input.shape[0]
        return self.output

    def updateGradInput(self, input, target):
        if not hasattr(self, "truth"):
            self.truth = np.array(target)
        p = np.clip(input, 1e-15, 1 - 1e-15)
        self.gradInput = -1.0 * np.resize(self.truth, p.shape) / p / len(p)
        return self.gradInput
