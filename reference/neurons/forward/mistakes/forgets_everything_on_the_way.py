"""Nothing of the way is written down, as under `no_grad`, and no gradient comes back to the net.
That is right for a step downhill and wrong here.

Caught-by: gradients
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.linear_function.solution import apply_linear_function_to_input
from reference.neurons.tensor_relu.solution import tensor_relu


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    with t.no_grad():
        x = tensor_relu(
            apply_linear_function_to_input(neural_net.layer_0, x) + neural_net.layer_0_bias
        )
        x = tensor_relu(
            apply_linear_function_to_input(neural_net.layer_1, x) + neural_net.layer_1_bias
        )
        x = apply_linear_function_to_input(neural_net.layer_2, x) + neural_net.layer_2_bias
        return t.nn.functional.softmax(x, dim=-1)
