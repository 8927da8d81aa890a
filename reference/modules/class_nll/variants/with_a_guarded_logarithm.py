"""Takes no logarithm where none is needed.

Convention: nll_input=probabilities
"""

import numpy as np

from assignments.modules.criterion import Criterion


class ClassNLLCriterion(Criterion):
    def updateOutput(self, input, target):
        own = np.sum(np.multiply(input, target), axis=1)
        logs = np.full(len(own), -100.0)
        np.log(own, out=logs, where=own > 0)
        self.output = np.mean(-logs)
        return self.output

    def updateGradInput(self, input, target):
        own = np.sum(np.multiply(input, target), axis=1, keepdims=True)
        self.gradInput = np.multiply(target, -1 / (np.where(own > 0, own, 1e-30) * len(own)))
        return self.gradInput
