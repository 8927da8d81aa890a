"""No gradient of the bias ever reaches `self.gradb`, so the bias never learns.

Caught-by: gradient_b
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
        self.output = np.dot(input, self.W) + self.b
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.dot(gradOutput, self.W.T)
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW += np.dot(input.T, gradOutput)

    def zeroGradParameters(self):
        self.gradW[:] = 0
        self.gradb[:] = 0

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]

    def __repr__(self):
        return "Linear {} -> {}".format(*self.W.shape)
