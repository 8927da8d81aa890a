"""The loss itself is sent back, where its gradient belongs. Two functions have nearly the same name:
which one gives a table as large as the logits?

Caught-by: upstream
"""

import numpy as np

from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    activations = forward(network, X)
    inputs = [X] + activations
    logits = activations[-1]
    gradient = softmax_crossentropy_with_logits(logits, y)
    for i in range(len(network))[::-1]:
        gradient = network[i].backward(inputs[i], gradient)
    return np.mean(softmax_crossentropy_with_logits(logits, y))
