"""The two ends of every PySmorch chain: the data that flow in, and a loss that judges them."""

import numpy as np


class Data:
    """The start of a chain: hands its table of numbers, shape (M, N), to the layer above."""

    def __init__(self, data):
        self.data = data
        self.out_dims = data.shape

    def set_data(self, data):
        """Replace the table; the number of rows may change, the number of columns may not."""
        self.data = data

    def forward(self):
        return self.data

    def backward(self, dwnstrm):
        """Nothing lies behind the data, so the gradient is only kept to be looked at."""
        self.G = dwnstrm


class SquareLoss:
    """The end of a chain: half the squared distance to the labels, averaged over the M rows."""

    def __init__(self, in_layer, labels):
        self.in_layer = in_layer
        self.labels = labels

    def set_data(self, labels):
        """Replace the labels, which have the shape of the table that `in_layer` gives."""
        self.labels = labels

    def forward(self):
        """The loss, one number."""
        self.residual = self.in_layer.forward() - self.labels
        return np.sum(np.square(self.residual)) / (2 * len(self.residual))

    def backward(self):
        """Start the way back: the loss's gradient with respect to its input, shape (M, N)."""
        self.pass_back = self.residual / len(self.residual)
        self.in_layer.backward(self.pass_back)
