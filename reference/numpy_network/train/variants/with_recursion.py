"""Goes there and back in one, layer by layer."""

from reference.numpy_network.loss.solution import (
    grad_softmax_crossentropy_with_logits,
    softmax_crossentropy_with_logits,
)


def train(network, X, y):
    def through(layers, given):
        if not layers:
            losses = softmax_crossentropy_with_logits(given, y)
            return sum(losses) / len(losses), grad_softmax_crossentropy_with_logits(given, y)
        loss, gradient = through(layers[1:], layers[0].forward(given))
        return loss, layers[0].backward(given, gradient)

    return through(network, X)[0]
