"""The smaller biases are parts of the largest one, so whoever moves one moves all three. Every
tensor of the net needs numbers of its own.

Caught-by: fresh
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    bound = 1 / 20

    def draw(*shape):
        return t.empty(*shape).uniform_(-bound, bound)

    bias = draw(200)
    parts = (draw(200, 64), bias, draw(40, 200), bias[:40], draw(10, 40), bias[:10])
    return ThreeLayerNeuralNet(*(part.detach().requires_grad_() for part in parts))
