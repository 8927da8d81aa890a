"""A copy of the network is trained and then thrown away. Which layers does the caller look at
afterwards?

Caught-by: order
"""

import copy

import numpy as np

from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    network = copy.deepcopy(network)
    activations = forward(network, X)
    inputs = [X] + activations
    logits = activations[-1]
    gradient = grad_softmax_crossentropy_with_logits(logits, y)
    for i in range(len(network))[::-1]:
        gradient = network[i].backward(inputs[i], gradient)
    return np.mean(softmax_crossentropy_with_logits(logits, y))
