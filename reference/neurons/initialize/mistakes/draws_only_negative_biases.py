"""The biases are all on one side of zero. Twice the numbers between 0 and 1, minus 1, would reach
both ends.

Caught-by: spread
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    bound = 1 / 20

    def draw(*shape, scale=2):
        return ((scale * t.rand(*shape) - 1) * bound).requires_grad_()

    return ThreeLayerNeuralNet(
        layer_0=draw(200, 64),
        layer_0_bias=draw(200, scale=1),
        layer_1=draw(40, 200),
        layer_1_bias=draw(40, scale=1),
        layer_2=draw(10, 40),
        layer_2_bias=draw(10, scale=1),
    )
