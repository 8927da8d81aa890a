"""The step is taken and nothing is returned. Whoever watches the training has nothing to draw; what
would they like to know?

Caught-by: loss
"""

from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
)


def train(network, X, y):
    activations = forward(network, X)
    inputs = [X] + activations
    logits = activations[-1]
    gradient = grad_softmax_crossentropy_with_logits(logits, y)
    for i in range(len(network))[::-1]:
        gradient = network[i].backward(inputs[i], gradient)
