"""Draws first, and asks for gradients at the end."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    initial_bound = 1 / 20
    layer_0 = ((2 * t.rand((200, 64)) - 1) * initial_bound).requires_grad_()
    layer_0_bias = ((2 * t.rand(200) - 1) * initial_bound).requires_grad_()
    layer_1 = ((2 * t.rand((40, 200)) - 1) * initial_bound).requires_grad_()
    layer_1_bias = ((2 * t.rand(40) - 1) * initial_bound).requires_grad_()
    layer_2 = ((2 * t.rand((10, 40)) - 1) * initial_bound).requires_grad_()
    layer_2_bias = ((2 * t.rand(10) - 1) * initial_bound).requires_grad_()
    return ThreeLayerNeuralNet(layer_0, layer_0_bias, layer_1, layer_1_bias, layer_2, layer_2_bias)
