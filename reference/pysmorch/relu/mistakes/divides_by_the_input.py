"""You find the slope by dividing the output by the input, which gives no number where the input is
zero. Decide the slope by asking on which side of zero the input lies.

Caught-by: at_zero
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
        with np.errstate(invalid="ignore"):
            slope = np.maximum(self.in_array, 0) / self.in_array
        self.in_layer.backward(dwnstrm * slope)
