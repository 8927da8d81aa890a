"""The mean is subtracted from the batch, in place, when you are done with it. The batch belongs to
the caller, who will need it again as it was.

Caught-by: again
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.linear_function.solution import apply_linear_function_to_input
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    hidden = apply_linear_function_to_input(neural_net.layer_0, x) + neural_net.layer_0_bias
    x.sub_(x.mean())
    hidden = tensor_relu(hidden)
    hidden = apply_linear_function_to_input(neural_net.layer_1, hidden) + neural_net.layer_1_bias
    hidden = tensor_relu(hidden)
    scores = apply_linear_function_to_input(neural_net.layer_2, hidden) + neural_net.layer_2_bias
    return t.nn.functional.softmax(scores, dim=-1)
