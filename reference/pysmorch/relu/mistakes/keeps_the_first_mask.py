"""Which units are open is decided on the first batch and never again. Data change between steps,
and so does the sign of what a unit sees.

Caught-by: new_batch
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        in_array = self.in_layer.forward()
        if not hasattr(self, "mask"):
            self.mask = in_array > 0
        return np.maximum(in_array, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * np.resize(self.mask, dwnstrm.shape))
