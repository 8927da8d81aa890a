"""The bias as the weight of a column of ones."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    def layer(values, weights, bias):
        ones = t.ones(len(values), 1)
        return t.cat([values, ones], dim=1) @ t.cat([weights, bias.unsqueeze(1)], dim=1).T

    x = tensor_relu(layer(x, neural_net.layer_0, neural_net.layer_0_bias))
    x = tensor_relu(layer(x, neural_net.layer_1, neural_net.layer_1_bias))
    return t.softmax(layer(x, neural_net.layer_2, neural_net.layer_2_bias), -1)
