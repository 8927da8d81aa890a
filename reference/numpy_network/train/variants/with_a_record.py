"""Keeps what it has seen, and returns an array of one number."""

import numpy as np

from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


history = []


def train(network, X, y):
    activations = forward(network, X)
    inputs = [X] + activations
    logits = activations[-1]
    gradients = [grad_softmax_crossentropy_with_logits(logits, y)]
    for layer, given in zip(network[::-1], inputs[:-1][::-1]):
        gradients.append(layer.backward(given, gradients[-1]))
    losses = softmax_crossentropy_with_logits(logits, y)
    history.append(losses.mean())
    return np.array([history[-1]])
