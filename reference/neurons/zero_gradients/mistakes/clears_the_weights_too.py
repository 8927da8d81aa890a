"""The tensors themselves are set to zero, and everything learned is lost. Only their gradients are
to go.

Caught-by: keeps
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for tensor in vars(neural_net).values():
        tensor.grad = None
        tensor.data.zero_()
