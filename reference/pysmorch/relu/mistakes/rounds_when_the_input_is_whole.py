"""When the input holds whole numbers, the gradient that you pass back is cut down to whole numbers
too. An array made to look like the input takes over its type as well.

Caught-by: number_types
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
        input_grad = np.zeros_like(self.in_array)
        open_units = self.in_array > 0
        input_grad[open_units] = dwnstrm[open_units]
        self.in_layer.backward(input_grad)
