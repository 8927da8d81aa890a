"""Applies a function of one row."""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        self.output = np.apply_along_axis(self.of_row, 1, input)
        return self.output

    @staticmethod
    def of_row(row):
        grown = np.exp(row - max(row))
        return grown / sum(grown)

    def updateGradInput(self, input, gradOutput):
        weighted = gradOutput * self.output
        self.gradInput = weighted - self.output * np.sum(weighted, axis=1, keepdims=True)
        return self.gradInput
