"""Your mask is drawn up anew only when the batch has another size. Other numbers of the same size
open other gates: do it in every forward pass.

Caught-by: new_batch
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        x = self.in_layer.forward()
        if not hasattr(self, "mask") or self.mask.shape != x.shape:
            self.mask = x > 0
        return np.maximum(x, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * self.mask)
