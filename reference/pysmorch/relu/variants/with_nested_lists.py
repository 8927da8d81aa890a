"""Row by row and number by number, in lists."""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.array([[v if v > 0 else 0 for v in row] for row in self.in_array], dtype=float)

    def backward(self, dwnstrm):
        self.in_layer.backward(
            np.array(
                [[d if v > 0 else 0 for v, d in zip(r, s)] for r, s in zip(self.in_array, dwnstrm)]
            )
        )
