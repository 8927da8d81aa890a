"""Three small functions, and the kinds of the layers are looked at."""

from assignments.numpy_network.given import Layer
from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    assert all(isinstance(layer, Layer) for layer in network)
    activations = forward(network, X)
    back_through(network, [X] + activations[:-1], slope(activations[-1], y))
    return softmax_crossentropy_with_logits(activations[-1], y).mean()


def slope(logits, y):
    return grad_softmax_crossentropy_with_logits(logits, y)


def back_through(network, inputs, gradient):
    for i in range(len(network) - 1, -1, -1):
        gradient = network[i].backward(inputs[i], gradient)
