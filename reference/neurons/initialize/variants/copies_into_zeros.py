"""Zeros that are overwritten through their data."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    initial_bound = 1 / 20
    layer_0 = t.zeros((200, 64), requires_grad=True)
    layer_0_bias = t.zeros(200, requires_grad=True)
    layer_1 = t.zeros((40, 200), requires_grad=True)
    layer_1_bias = t.zeros(40, requires_grad=True)
    layer_2 = t.zeros((10, 40), requires_grad=True)
    layer_2_bias = t.zeros(10, requires_grad=True)
    for tensor in (layer_0, layer_0_bias, layer_1, layer_1_bias, layer_2, layer_2_bias):
        tensor.data.uniform_(-initial_bound, initial_bound)
    return ThreeLayerNeuralNet(layer_0, layer_0_bias, layer_1, layer_1_bias, layer_2, layer_2_bias)
