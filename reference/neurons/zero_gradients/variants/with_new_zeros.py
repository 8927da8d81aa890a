"""A gradient of new zeros for each."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for tensor in neural_net.__dict__.values():
        tensor.grad = t.zeros_like(tensor)
