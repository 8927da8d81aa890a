"""Keeps nothing between the passes that it relies on."""

import numpy as np

from assignments.modules.module import Module


def shares(table):
    grown = np.exp(table - np.amax(table, axis=1, keepdims=True))
    return grown / grown.sum(axis=1, keepdims=True)


class SoftMax(Module):
    def updateOutput(self, input):
        self.output = shares(input)
        return self.output

    def updateGradInput(self, input, gradOutput):
        p = shares(input)
        self.gradInput = p * gradOutput - p * np.sum(p * gradOutput, axis=1, keepdims=True)
        return self.gradInput
