"""Keeps the inputs itself."""

import numpy as np

from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    inputs = []
    for layer in network:
        inputs.append(X)
        X = layer.forward(X)
    loss = np.mean(softmax_crossentropy_with_logits(X, y))
    gradient = grad_softmax_crossentropy_with_logits(X, y)
    for layer, given in zip(reversed(network), reversed(inputs)):
        gradient = layer.backward(given, gradient)
    return loss
