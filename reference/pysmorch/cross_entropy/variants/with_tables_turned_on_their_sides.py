"""Turns the table so that rows and columns line up without keepdims."""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        x = self.in_layer.forward()
        self.rows = len(x)
        z = (x.T - x.max(axis=1)).T
        self.log_p = (z.T - np.log(np.exp(z).sum(axis=1))).T
        return -np.vdot(self.ones_hot, self.log_p) / self.rows

    def backward(self):
        self.pass_back = (np.exp(self.log_p) - self.ones_hot) / self.rows
        return self.in_layer.backward(self.pass_back)
