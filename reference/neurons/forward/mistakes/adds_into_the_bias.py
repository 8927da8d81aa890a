"""The net is changed by merely being asked: its last bias takes in the scores of every batch. Only
a step of learning may change it.

Caught-by: again
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.linear_function.solution import apply_linear_function_to_input
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    hidden = apply_linear_function_to_input(neural_net.layer_0, x) + neural_net.layer_0_bias
    hidden = tensor_relu(hidden)
    hidden = apply_linear_function_to_input(neural_net.layer_1, hidden) + neural_net.layer_1_bias
    hidden = tensor_relu(hidden)
    scores = apply_linear_function_to_input(neural_net.layer_2, hidden) + neural_net.layer_2_bias
    neural_net.layer_2_bias.data += scores.detach().mean(dim=0)
    return t.nn.functional.softmax(scores, dim=-1)
