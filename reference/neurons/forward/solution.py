"""Reference for the forward pass of the three-layer net, a batch at a time."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.linear_function.solution import apply_linear_function_to_input
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    """The net's probabilities, shape (batch, d_output), for inputs of shape (batch, d_input)."""
    ### BEGIN SOLUTION
    hidden = apply_linear_function_to_input(neural_net.layer_0, x) + neural_net.layer_0_bias
    hidden = tensor_relu(hidden)
    hidden = apply_linear_function_to_input(neural_net.layer_1, hidden) + neural_net.layer_1_bias
    hidden = tensor_relu(hidden)
    scores = apply_linear_function_to_input(neural_net.layer_2, hidden) + neural_net.layer_2_bias
    return t.nn.functional.softmax(scores, dim=-1)
    ### END SOLUTION
