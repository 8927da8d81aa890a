"""The weights are the result of a computation, and PyTorch keeps gradients for what the computation
started from. Make them leaves.

Caught-by: trainable
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    initial_bound = 1 / 20
    layer_0 = (2 * t.rand((200, 64), requires_grad=True) - 1) * initial_bound
    layer_0_bias = (2 * t.rand(200, requires_grad=True) - 1) * initial_bound
    layer_1 = (2 * t.rand((40, 200), requires_grad=True) - 1) * initial_bound
    layer_1_bias = (2 * t.rand(40, requires_grad=True) - 1) * initial_bound
    layer_2 = (2 * t.rand((10, 40), requires_grad=True) - 1) * initial_bound
    layer_2_bias = (2 * t.rand(10, requires_grad=True) - 1) * initial_bound
    return ThreeLayerNeuralNet(layer_0, layer_0_bias, layer_1, layer_1_bias, layer_2, layer_2_bias)
