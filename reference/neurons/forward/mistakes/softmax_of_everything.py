"""All numbers of the batch together add up to 1. Each row is a picture by itself and adds up to 1
by itself.

Caught-by: values
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.linear_function.solution import apply_linear_function_to_input
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    x = tensor_relu(apply_linear_function_to_input(neural_net.layer_0, x) + neural_net.layer_0_bias)
    x = tensor_relu(apply_linear_function_to_input(neural_net.layer_1, x) + neural_net.layer_1_bias)
    x = apply_linear_function_to_input(neural_net.layer_2, x) + neural_net.layer_2_bias
    return t.exp(x) / t.exp(x).sum()
