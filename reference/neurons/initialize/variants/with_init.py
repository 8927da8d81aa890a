"""Functions for initial values."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net():
    def tensor(*shape):
        empty = t.empty(*shape, requires_grad=True)
        return t.nn.init.uniform_(empty, -1 / 20, 1 / 20)

    return ThreeLayerNeuralNet(
        tensor(200, 64), tensor(200), tensor(40, 200), tensor(40), tensor(10, 40), tensor(10)
    )
