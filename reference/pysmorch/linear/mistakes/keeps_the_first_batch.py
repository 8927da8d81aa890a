"""Your backward still uses the input of the very first forward after the data have changed.
Forward has to remember the table it saw last, every time it runs.

Caught-by: new_batch
"""

from math import sqrt

from numpy.random import randn


class Linear:
    def __init__(self, in_layer, num_out_features):
        if len(in_layer.out_dims) != 2:
            raise ValueError("Linear needs a table of rows: two dimensions, one sample per row.")
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    def forward(self):
        in_array = self.in_layer.forward()
        if not hasattr(self, "in_array"):
            self.in_array = in_array
        return in_array @ self.W

    def backward(self, dwnstrm):
        rows = min(len(self.in_array), len(dwnstrm))
        self.G = self.in_array[:rows].T @ dwnstrm[:rows]
        self.in_layer.backward(dwnstrm @ self.W.T)
