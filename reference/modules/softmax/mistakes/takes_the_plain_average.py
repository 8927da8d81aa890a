"""All complaints have the same weight in the average. They are weighted with the shares.

Caught-by: gradient_X
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        average = np.mean(gradOutput, axis=1, keepdims=True)
        self.gradInput = self.output * (gradOutput - average)
        return self.gradInput
