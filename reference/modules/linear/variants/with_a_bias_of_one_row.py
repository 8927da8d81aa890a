"""Keeps b as a table of one row."""

import numpy as np

from assignments.modules.module import Module


class Linear(Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.W = np.random.randn(n_in, n_out) * np.sqrt(1 / n_in)
        self.b = np.zeros((1, n_out))
        self.gradW, self.gradb = np.zeros_like(self.W), np.zeros_like(self.b)

    def updateOutput(self, input):
        self.output = np.dot(input, self.W) + self.b
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.dot(gradOutput, self.W.T)
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        self.gradW += input.T @ gradOutput
        self.gradb += gradOutput.sum(axis=0, keepdims=True)

    def zeroGradParameters(self):
        self.gradW[:] = 0
        self.gradb[:] = 0

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]

    def __repr__(self):
        return "Linear {} -> {}".format(*self.W.shape)
