"""A distribution object."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    even = t.distributions.Uniform(-1 / 20, 1 / 20)
    shapes = [(200, 64), (200,), (40, 200), (40,), (10, 40), (10,)]
    return ThreeLayerNeuralNet(*(even.sample(shape).requires_grad_() for shape in shapes))
