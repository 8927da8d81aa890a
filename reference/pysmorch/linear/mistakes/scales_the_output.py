"""Your output is the product shrunk by the square root of the number of inputs. The constructor
has already taken care of the size of the weights, so ask what forward still has to do to them.

Caught-by: forward
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
        self.in_array = self.in_layer.forward()
        return self.in_array @ self.W / sqrt(self.W.shape[0])

    def backward(self, dwnstrm):
        self.G = self.in_array.T @ dwnstrm
        input_grad = dwnstrm @ self.W.T
        self.in_layer.backward(input_grad)
