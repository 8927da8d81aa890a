"""Averages a number with its size, so that the slope at zero is one half."""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return (self.in_array + np.abs(self.in_array)) / 2

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (1 + np.sign(self.in_array)) / 2)
