"""A loop over the sizes."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet

SIZES = [64, 200, 40, 10]


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    bound, tensors = 0.05, []
    for below, above in zip(SIZES[:-1], SIZES[1:]):
        tensors.append(t.zeros((above, below)).uniform_(-bound, bound).requires_grad_(True))
        tensors.append(t.zeros((above,)).uniform_(-bound, bound).requires_grad_(True))
    return ThreeLayerNeuralNet(*tensors)
