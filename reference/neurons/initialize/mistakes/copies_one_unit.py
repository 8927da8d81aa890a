"""One row was drawn and then repeated for every unit of the layer. Two hundred copies of one unit are
no more than one unit, now and after any number of rounds.

Caught-by: spread
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    bound = 1 / 20

    def draw(rows, columns):
        return t.empty(columns).uniform_(-bound, bound).repeat(rows, 1).requires_grad_()

    def bias(size):
        return t.empty(size).uniform_(-bound, bound).requires_grad_()

    return ThreeLayerNeuralNet(
        draw(200, 64), bias(200), draw(40, 200), bias(40), draw(10, 40), bias(10)
    )
