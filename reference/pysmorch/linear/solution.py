"""Reference for `Linear`: a table times a matrix of weights."""

from math import sqrt

from numpy.random import randn


class Linear:
    """Multiplies a table X, shape (M, N), by trainable weights W, shape (N, K).

    `forward()` returns X W, shape (M, K). `backward(dwnstrm)` takes the gradient of the loss with
    respect to that output, shape (M, K); it stores the gradient with respect to W in `self.G`,
    shape (N, K), and hands the gradient with respect to X, shape (M, N), to `in_layer`.
    """

    def __init__(self, in_layer, num_out_features):
        if len(in_layer.out_dims) != 2:
            raise ValueError("Linear needs a table of rows: two dimensions, one sample per row.")
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = (num_rows, num_out_features)
        self.W = randn(num_in_features, num_out_features) / sqrt(num_in_features)

    def forward(self):
        """Fetch X from the layer behind, and return X W."""
        self.in_array = self.in_layer.forward()
        ### BEGIN SOLUTION
        return self.in_array @ self.W
        ### END SOLUTION

    def backward(self, dwnstrm):
        """Store the gradient for W in `self.G`, and hand the gradient for X back."""
        ### BEGIN SOLUTION
        self.G = self.in_array.T @ dwnstrm
        input_grad = dwnstrm @ self.W.T
        ### END SOLUTION
        self.in_layer.backward(input_grad)
