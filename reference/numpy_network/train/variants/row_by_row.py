"""Asks for the loss of one row after another."""

import numpy as np

from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    activations = forward(network, X)
    losses = [
        softmax_crossentropy_with_logits(activations[-1][n : n + 1], y[n : n + 1])[0]
        for n in range(len(X))
    ]
    gradient = grad_softmax_crossentropy_with_logits(activations[-1], y)
    for i, layer in reversed(list(enumerate(network))):
        gradient = layer.backward(activations[i - 1] if i > 0 else X, gradient)
    return np.mean(losses)
