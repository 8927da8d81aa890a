"""Every call makes the learning rates smaller. After some dozens of batches, how long are the steps
still?

Caught-by: learns
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
        gradient = network[i].backward(inputs[i], gradient)
    for layer in network:
        if hasattr(layer, "learning_rate"):
            layer.learning_rate *= 0.9
    return np.mean(softmax_crossentropy_with_logits(logits, y))
