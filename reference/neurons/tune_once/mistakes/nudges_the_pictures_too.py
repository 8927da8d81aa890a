"""The inputs are nudged along with the net. It is the net that should learn to read the pictures,
and not the pictures that should become easier to read.

Caught-by: keeps
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum
from reference.neurons.zero_gradients.solution import zero_all_gradients


def tune_weights_once(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
) -> None:
    inputs.requires_grad_()
    zero_all_gradients(neural_net)
    loss_function(expected_outputs, forward(inputs, neural_net)).backward()
    for tensor in (*vars(neural_net).values(), inputs):
        nudge_tensor_towards_minimum(tensor, learning_rate)
    inputs.requires_grad_(False)
