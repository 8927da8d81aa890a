"""Passes every argument by its name."""

from reference.numpy_network.forward.solution import forward
from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    activations = forward(network, X)
    inputs = [X] + activations
    logits = activations[-1]
    loss = softmax_crossentropy_with_logits(logits=logits, reference_answers=y).mean()
    gradient = grad_softmax_crossentropy_with_logits(reference_answers=y, logits=logits)
    for layer, given in list(zip(network, inputs))[::-1]:
        gradient = layer.backward(grad_output=gradient, input=given)
    return loss
