"""The hidden layers use a sigmoid. That worked for many years, and here the bend is a relu.

Caught-by: values
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    first = t.sigmoid(x @ neural_net.layer_0.T + neural_net.layer_0_bias)
    second = t.sigmoid(first @ neural_net.layer_1.T + neural_net.layer_1_bias)
    return t.softmax(second @ neural_net.layer_2.T + neural_net.layer_2_bias, dim=-1)
