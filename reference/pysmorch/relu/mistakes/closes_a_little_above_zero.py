"""Your gate opens only some way above zero. Small numbers are positive, too: compare with 0
itself.

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
        return np.where(self.in_array > 1e-3, self.in_array, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
