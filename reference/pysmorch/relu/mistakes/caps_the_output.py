"""Your output never grows beyond a fixed ceiling. A relu has a floor and no ceiling: a large
number passes as it is.

Caught-by: scale
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.clip(self.in_array, 0, 100)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
