"""The loss is worked out and nobody learns from it. What has to be called for a layer to take its
step?

Caught-by: order
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
    return np.mean(softmax_crossentropy_with_logits(logits, y))
