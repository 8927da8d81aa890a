"""Everything passed by its name."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.linear_function.solution import apply_linear_function_to_input
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    z0 = apply_linear_function_to_input(linear_function=neural_net.layer_0, input_to_function=x)
    h0 = tensor_relu(input_tensor=z0 + neural_net.layer_0_bias)
    z1 = apply_linear_function_to_input(linear_function=neural_net.layer_1, input_to_function=h0)
    h1 = tensor_relu(input_tensor=z1 + neural_net.layer_1_bias)
    z2 = apply_linear_function_to_input(linear_function=neural_net.layer_2, input_to_function=h1)
    return (z2 + neural_net.layer_2_bias).softmax(dim=-1)
