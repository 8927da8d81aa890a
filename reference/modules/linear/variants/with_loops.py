"""Adds up one product after the other."""

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
        rows, (n_in, n_out) = len(input), self.W.shape
        self.output = np.zeros((rows, n_out))
        for i in range(rows):
            for k in range(n_out):
                self.output[i, k] = self.b[k] + sum(input[i, n] * self.W[n, k] for n in range(n_in))
        return self.output

    def updateGradInput(self, input, gradOutput):
        self.gradInput = np.zeros(input.shape)
        for i, row in enumerate(gradOutput):
            for n, weights in enumerate(self.W):
                self.gradInput[i, n] = sum(row * weights)
        return self.gradInput

    def accGradParameters(self, input, gradOutput):
        for seen, row in zip(input, gradOutput):
            self.gradW += np.outer(seen, row)
            self.gradb += row

    def zeroGradParameters(self):
        self.gradW[:] = 0
        self.gradb[:] = 0

    def getParameters(self):
        return [self.W, self.b]

    def getGradParameters(self):
        return [self.gradW, self.gradb]

    def __repr__(self):
        return "Linear {} -> {}".format(*self.W.shape)
