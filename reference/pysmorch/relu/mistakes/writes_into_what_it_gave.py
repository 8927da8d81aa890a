"""Your backward writes into the table that forward gave away. The layer above still holds it. Make
a new table for the gradient.

Caught-by: keeps_inputs
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        self.out_array = np.maximum(self.in_array, 0)
        return self.out_array

    def backward(self, dwnstrm):
        np.multiply(dwnstrm, self.in_array > 0, out=self.out_array)
        self.in_layer.backward(self.out_array)
