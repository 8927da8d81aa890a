"""Adds up the shares without NumPy."""

import math

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        rows = []
        for row in input.tolist():
            top = max(row)
            grown = [math.exp(x - top) for x in row]
            rows.append([x / math.fsum(grown) for x in grown])
        self.output = np.array(rows)
        return self.output

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
