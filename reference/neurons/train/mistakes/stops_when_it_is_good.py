"""Training ends as soon as the loss is small. How many rounds there are is the caller's choice.

Caught-by: good
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum
from reference.neurons.tune_once.solution import tune_weights_once
from reference.neurons.zero_gradients.solution import zero_all_gradients


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    for _ in range(number_of_iterations):
        if loss_function(expected_outputs, forward(inputs, neural_net)) < 0.05:
            break
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)
