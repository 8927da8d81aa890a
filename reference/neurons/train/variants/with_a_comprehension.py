"""A list made for what happens on the way."""

import functools

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
    step = functools.partial(tune_weights_once, neural_net, inputs, expected_outputs)
    [step(learning_rate) for _ in range(number_of_iterations)]
