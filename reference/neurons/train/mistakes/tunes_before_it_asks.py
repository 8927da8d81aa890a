"""The net is tuned, and only then asked whether that was enough. For zero rounds it is one too
many.

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
    done = 0
    while True:
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)
        done += 1
        if done >= number_of_iterations:
            break
