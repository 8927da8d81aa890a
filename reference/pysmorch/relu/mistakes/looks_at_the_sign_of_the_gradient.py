"""You silence the negative entries of the gradient from above. Whether a unit passes its gradient
on depends on what it did on the way forward, not on the sign of the gradient.

Caught-by: gradient_X
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.maximum(self.in_array, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (dwnstrm > 0))
