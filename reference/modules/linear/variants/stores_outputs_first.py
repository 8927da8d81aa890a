"""Keeps W as (n_out, n_in), as some libraries do."""

import numpy as np

from assignments.modules.module import Module


class Linear(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        reach = 1 / np.sqrt(n_in)
        self.W = np.random.uniform(-reach, reach, (n_out, n_in))
        self.b = np.random.uniform(-reach, reach, n_out)
        self.gradW, self.gradb = np.zeros((n_out, n_in)), np.zeros(n_out)

    def updateOutput(self, input):
        self.output = input.dot(self.W.T) + self.b
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = gradOutput.dot(self.W)
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW += gradOutput.T.dot(input)
        self.gradb += gradOutput.sum(0)

    def zeroGradParameters(self):
        self.gradW[:] = 0
        self.gradb[:] = 0

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]

    def __repr__(self):
        return "Linear %d -> %d" % (self.W.shape[1], self.W.shape[0])
