"""Training ends as soon as a round has made the loss larger. Stopping early is a decision for whoever
called.

Caught-by: good
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.tune_once.solution import tune_weights_once


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    before = float("inf")
    for _ in range(number_of_iterations):
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)
        with t.no_grad():
            now = loss_function(expected_outputs, forward(inputs, neural_net)).item()
        if now > before:
            return
        before = now
