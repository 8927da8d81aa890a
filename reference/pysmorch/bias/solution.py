"""Reference for `Bias`: one trainable number for each column."""

from numpy.random import randn


class Bias:
    """Adds a trainable row W, shape (1, N), to every row of a table X, shape (M, N).

    `forward()` returns a table of shape (M, N). `backward(dwnstrm)` takes the gradient of the
    loss with respect to that output, shape (M, N); it stores the gradient with respect to W in
    `self.G`, shape (1, N) or (N,), and hands the gradient with respect to X to `in_layer`.
    """

    def __init__(self, in_layer):
        num_rows, num_in_features = in_layer.out_dims
        self.in_layer = in_layer
        self.out_dims = in_layer.out_dims
        self.W = randn(1, num_in_features)

    def forward(self):
        """Fetch X from the layer behind, and return it with W added to every row."""
        ### BEGIN SOLUTION
        return self.in_layer.forward() + self.W
        ### END SOLUTION

    def backward(self, dwnstrm):
        """Store the gradient for W in `self.G`, and hand the gradient for X back."""
        ### BEGIN SOLUTION
        self.G = dwnstrm.sum(axis=0, keepdims=True)
        self.in_layer.backward(dwnstrm)
        ### END SOLUTION
