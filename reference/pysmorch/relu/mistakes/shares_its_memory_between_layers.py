"""Two relus in one net disturb each other: what one remembers, the other overwrites. Look for
something that is kept on the class and should be kept on self.

Caught-by: instances
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        in_array = self.in_layer.forward()
        Relu.mask = in_array > 0
        return np.maximum(in_array, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * np.resize(Relu.mask, dwnstrm.shape))
