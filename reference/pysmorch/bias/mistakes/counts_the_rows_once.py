"""Your sum runs over as many rows as the very first batch had. Batches change in size, so count
the rows of the gradient that has just arrived.

Caught-by: new_batch
"""

import numpy as np
from numpy.random import randn


class Bias:
    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        return self.in_layer.forward() + self.W

    def backward(self, dwnstrm):
        self.G = np.zeros_like(self.W)
        for row in range(min(self.out_dims[0], len(dwnstrm))):
            self.G += dwnstrm[row]
        self.in_layer.backward(dwnstrm)
