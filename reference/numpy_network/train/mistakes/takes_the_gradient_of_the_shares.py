"""The softmax is applied before the function that applies it. What does its first argument have to
be?

Caught-by: upstream
"""

import numpy as np

from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    activations = forward(network, X)
    inputs = [X] + activations
    logits = activations[-1]
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    gradient = grad_softmax_crossentropy_with_logits(shares, y)
    for i in range(len(network))[::-1]:
        gradient = network[i].backward(inputs[i], gradient)
    return np.mean(softmax_crossentropy_with_logits(logits, y))
