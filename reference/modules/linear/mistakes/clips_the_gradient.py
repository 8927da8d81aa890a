"""The gradient of your weights never exceeds a fixed size. Clipping is a decision for whoever
trains; a module reports the slope as it is.

Caught-by: scale
"""

import numpy as np

from assignments.modules.module import Module


class Linear(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        reach = 1 / np.sqrt(n_in)
        self.W = np.random.uniform(-reach, reach, (n_in, n_out))
        self.b = np.random.uniform(-reach, reach, n_out)
        self.gradW, self.gradb = np.zeros((n_in, n_out)), np.zeros(n_out)

    def updateOutput(self, input):
        self.output = input @ self.W + self.b
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput @ self.W.T
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW += np.clip(input.T @ gradOutput, -1e3, 1e3)
        self.gradb += gradOutput.sum(axis=0)

    def zeroGradParameters(self):
        self.gradW.fill(0)
        self.gradb.fill(0)

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]
