"""The list of layers is turned round in place and left like that. What does the next call find?

Caught-by: again
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
    gradient = grad_softmax_crossentropy_with_logits(logits, y)
    network.reverse()
    for layer, given in zip(network, inputs[-2::-1]):
        gradient = layer.backward(given, gradient)
    return np.mean(softmax_crossentropy_with_logits(logits, y))
