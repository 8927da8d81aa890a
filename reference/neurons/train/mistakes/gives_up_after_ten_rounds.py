"""However many rounds were asked for, ten is the most there are. Patience is part of training.

Caught-by: many
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
    for _ in range(min(number_of_iterations, 10)):
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)
