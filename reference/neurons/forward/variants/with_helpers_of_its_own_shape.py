"""Helpers with other arguments than the handout's."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def tensor_relu(input_tensor, slope=0.0):
    return t.where(input_tensor > 0, input_tensor, slope * input_tensor)


def apply_linear_function_to_input(linear_function, input_to_function, bias=None):
    result = input_to_function @ linear_function.T
    return result if bias is None else result + bias


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    net = neural_net
    x = tensor_relu(apply_linear_function_to_input(net.layer_0, x, bias=net.layer_0_bias), slope=0)
    x = tensor_relu(apply_linear_function_to_input(net.layer_1, x, bias=net.layer_1_bias), slope=0)
    scores = apply_linear_function_to_input(net.layer_2, x, bias=net.layer_2_bias)
    return t.softmax(scores, dim=-1)
