"""Everything passed by its name."""

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
    zero_all_gradients(neural_net=neural_net)
    actual = forward(neural_net=neural_net, x=inputs)
    loss_function(actual_outputs=actual, expected_outputs=expected_outputs).backward()
    for tensor in vars(neural_net).values():
        nudge_tensor_towards_minimum(x=tensor, learning_rate=learning_rate)
