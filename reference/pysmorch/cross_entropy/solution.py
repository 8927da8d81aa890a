"""Reference for `CrossEntropy`: the average surprise at the true labels, safe at any logits."""

import numpy as np


class CrossEntropy:
    """Averages over M rows of logits, shape (M, K), how surprised their softmax is by the labels.

    `ones_hot`, shape (M, K), holds a single 1 in each row, in the column of the true class.
    `forward()` returns one number. `backward()` starts the way back: it hands the gradient of
    that number with respect to the logits, shape (M, K), to `in_layer`.
    """

    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        """Replace the labels, for example by those of another batch."""
        self.ones_hot = ones_hot

    def forward(self):
        """Fetch the logits from the layer behind, and return the average cross-entropy."""
        in_array = self.in_layer.forward()
        ### BEGIN SOLUTION
        shifted = in_array - in_array.max(axis=1, keepdims=True)
        self.log_shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.sum(self.ones_hot * self.log_shares) / len(in_array)
        ### END SOLUTION

    def backward(self):
        """Hand the gradient for the logits back to the layer behind."""
        ### BEGIN SOLUTION
        excess = np.exp(self.log_shares) - self.ones_hot
        self.in_layer.backward(excess / len(excess))
        ### END SOLUTION
