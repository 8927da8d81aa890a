"""A function of one number, applied to all."""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        f = np.vectorize(lambda t: t if t > 0 else 0.0, otypes=[float])
        self.in_array = self.in_layer.forward()
        return f(self.in_array)

    def backward(self, dwnstrm):
        step = np.vectorize(lambda t: 1.0 if t > 0 else 0.0)
        self.in_layer.backward(np.multiply(step(self.in_array), dwnstrm))
