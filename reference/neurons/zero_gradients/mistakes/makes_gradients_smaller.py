"""Gradients become smaller and do not go away. What is left over is added to the next ones.

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for tensor in vars(neural_net).values():
        if tensor.grad is not None:
            tensor.grad *= 0.1
