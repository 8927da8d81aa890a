"""Builds the tables of answers of all rows at once."""

import numpy as np

from assignments.modules.module import Module


class SoftMax(Module):
    def updateOutput(self, input):
        grown = np.exp(input - np.max(input, axis=1, keepdims=True))
        self.output = grown / np.sum(grown, axis=1, keepdims=True)
        return self.output

    def updateGradInput(self, input, gradOutput):
        p = self.output
        answers = np.einsum("ij,jk->ijk", p, np.eye(p.shape[1])) - np.einsum("ij,ik->ijk", p, p)
        self.gradInput = np.einsum("ijk,ij->ik", answers, gradOutput)
        return self.gradInput
