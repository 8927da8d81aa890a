"""A learning rate of your own is used. The one that was passed in should be handed on.

Caught-by: rounds
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.tune_once.solution import tune_weights_once


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    for _ in range(number_of_iterations):
        tune_weights_once(neural_net, inputs, expected_outputs, 0.1)
