"""Parameters, as layers of PyTorch's have them."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    initial_bound = 1 / 20
    layer_0 = t.nn.Parameter(t.empty((200, 64)).uniform_(-initial_bound, initial_bound))
    layer_0_bias = t.nn.Parameter(t.empty(200).uniform_(-initial_bound, initial_bound))
    layer_1 = t.nn.Parameter(t.empty((40, 200)).uniform_(-initial_bound, initial_bound))
    layer_1_bias = t.nn.Parameter(t.empty(40).uniform_(-initial_bound, initial_bound))
    layer_2 = t.nn.Parameter(t.empty((10, 40)).uniform_(-initial_bound, initial_bound))
    layer_2_bias = t.nn.Parameter(t.empty(10).uniform_(-initial_bound, initial_bound))
    return ThreeLayerNeuralNet(layer_0, layer_0_bias, layer_1, layer_1_bias, layer_2, layer_2_bias)
