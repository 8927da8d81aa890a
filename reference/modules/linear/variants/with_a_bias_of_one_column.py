"""Keeps W as (n_out, n_in) and b as a table of one column."""

import numpy as np

from assignments.modules.module import Module


class Linear(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = np.random.randn(n_out, n_in) / np.sqrt(n_in)
        self.b = np.random.randn(n_out, 1)
        self.gradW, self.gradb = np.zeros((n_out, n_in)), np.zeros((n_out, 1))

    def updateOutput(self, input):
        self.output = (self.W @ input.T + self.b).T
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = (self.W.T @ gradOutput.T).T
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW += gradOutput.T @ input
        self.gradb += gradOutput.T.sum(axis=1, keepdims=True)

    def zeroGradParameters(self):
        self.gradW[:] = 0
        self.gradb[:] = 0

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]

    def __repr__(self):
        return f"Linear(in={self.W.shape[1]}, out={self.W.shape[0]})"
