"""The loss is computed again and again, and nothing is learned from it. Which function does a round
of learning?

Caught-by: rounds
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    for _ in range(number_of_iterations):
        loss_function(expected_outputs, forward(inputs, neural_net))
