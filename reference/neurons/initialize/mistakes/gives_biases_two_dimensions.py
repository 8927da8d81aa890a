"""A bias has one number for each output and a single dimension. With a second one it is a table.

Caught-by: sizes
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    initial_bound = 1 / 20
    with t.no_grad():
        layer_0 = t.zeros((200, 64), requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_0_bias = t.zeros(200, requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_1 = t.zeros((40, 200), requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_1_bias = t.zeros((1, 40), requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_2 = t.zeros((10, 40), requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_2_bias = t.zeros((1, 10), requires_grad=True).uniform_(-initial_bound, initial_bound)
    return ThreeLayerNeuralNet(layer_0, layer_0_bias, layer_1, layer_1_bias, layer_2, layer_2_bias)
