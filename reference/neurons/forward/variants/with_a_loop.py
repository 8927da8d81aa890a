"""A loop over the layers, by their names."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.linear_function.solution import apply_linear_function_to_input
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    for number in range(3):
        weights = getattr(neural_net, f"layer_{number}")
        bias = getattr(neural_net, f"layer_{number}_bias")
        x = apply_linear_function_to_input(weights, x) + bias
        x = t.nn.functional.softmax(x, dim=-1) if number == 2 else tensor_relu(x)
    return x
