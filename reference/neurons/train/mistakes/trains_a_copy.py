"""The net that was passed in has learned nothing, and the caller looks at no other. Is it the one
that is trained, or is a copy, and does it see the outputs that were expected?

Caught-by: rounds
"""

import copy

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
    student = copy.deepcopy(neural_net)
    for _ in range(number_of_iterations):
        tune_weights_once(student, inputs, expected_outputs, learning_rate)
