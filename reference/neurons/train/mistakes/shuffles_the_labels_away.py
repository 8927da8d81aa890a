"""The inputs are shuffled and their labels are not, so every picture learns another one's digit.
Shuffle both alike, or, for a whole batch, neither.

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
        order = t.arange(len(inputs) - 1, -1, -1)
        tune_weights_once(neural_net, inputs[order], expected_outputs, learning_rate)
