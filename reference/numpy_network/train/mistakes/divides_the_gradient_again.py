"""The gradient is divided by the number of rows here. How often is that to be done in the whole of
this lab, and where?

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
    gradient = grad_softmax_crossentropy_with_logits(logits, y) / len(X)
    for i in range(len(network))[::-1]:
        gradient = network[i].backward(inputs[i], gradient)
    return np.mean(softmax_crossentropy_with_logits(logits, y))
