"""Only the first half of the batch is used. All pictures take part in every round.

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
    half = len(inputs) // 2
    for _ in range(number_of_iterations):
        tune_weights_once(neural_net, inputs[:half], expected_outputs[:half], learning_rate)
