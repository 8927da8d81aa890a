"""Your layer keeps the negative numbers and silences the positive ones. Try it on 3 and -3 by
hand, and compare the two answers with what a relu should give.

Caught-by: forward
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.minimum(self.in_array, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
