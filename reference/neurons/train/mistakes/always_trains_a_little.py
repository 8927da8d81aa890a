"""Even for zero rounds the net is tuned once. A loop over nothing does nothing; let it.

Caught-by: none
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
    for _ in range(max(number_of_iterations, 1)):
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)
