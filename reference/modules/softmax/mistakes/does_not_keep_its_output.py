"""The shares are kept under another name than `self.output`, where others will look for them.

Caught-by: stores
"""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.shares = grown / np.sum(grown, axis=1, keepdims=True)
        return self.shares

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.shares
        self.gradInput = weighted - self.shares * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
