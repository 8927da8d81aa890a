"""The net's own tensors keep their gradients. Is what you clear a copy, or only a name of your own?

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for tensor in vars(neural_net).values():
        tensor.detach().grad = None
