"""The two arguments of backward change places. Which one comes first in the handout?

Caught-by: inputs
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
    for i in range(len(network))[::-1]:
        gradient = network[i].backward(gradient, inputs[i])
    return np.mean(softmax_crossentropy_with_logits(logits, y))
