"""Your weights start at zero. All outputs are then alike, get the same gradient, and stay alike
for ever. Random numbers break the tie.

Caught-by: start
"""

import numpy as np

from assignments.modules.module import Module


class Linear(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = np.zeros((n_in, n_out))
        self.b = np.zeros(n_out)
        self.gradW, self.gradb = np.zeros((n_in, n_out)), np.zeros(n_out)

    def updateOutput(self, input):
        self.output = input @ self.W + self.b
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput @ self.W.T
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW += input.T @ gradOutput
        self.gradb += gradOutput.sum(axis=0)

    def zeroGradParameters(self):
        self.gradW.fill(0)
        self.gradb.fill(0)

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]
