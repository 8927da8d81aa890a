"""Everything passed by its name."""

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
        tune_weights_once(
            neural_net=neural_net,
            inputs=inputs,
            expected_outputs=expected_outputs,
            learning_rate=learning_rate,
        )
