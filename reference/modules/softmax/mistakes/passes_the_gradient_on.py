"""The gradient is handed on as it came. The softmax has changed the scores, so it changes the
gradient.

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
        self.gradInput = np.array(gradOutput)
        return self.gradInput
