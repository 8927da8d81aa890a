"""Reference for a new net: six tensors of small random numbers that want their gradients."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def initialize_new_three_layer_net() -> ThreeLayerNeuralNet:
    """A new net for our digits: 64 inputs, hidden layers of 200 and 40 units, 10 outputs.

    Every number is drawn evenly between -initial_bound and initial_bound, and all six tensors are
    leaves that want their gradients.
    """
    initial_bound = 1 / 20
    with t.no_grad():
        layer_0 = t.zeros((200, 64), requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_0_bias = t.zeros(200, requires_grad=True).uniform_(-initial_bound, initial_bound)
        ### BEGIN SOLUTION
        layer_1 = t.zeros((40, 200), requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_1_bias = t.zeros(40, requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_2 = t.zeros((10, 40), requires_grad=True).uniform_(-initial_bound, initial_bound)
        layer_2_bias = t.zeros(10, requires_grad=True).uniform_(-initial_bound, initial_bound)
        ### END SOLUTION
    return ThreeLayerNeuralNet(layer_0, layer_0_bias, layer_1, layer_1_bias, layer_2, layer_2_bias)
