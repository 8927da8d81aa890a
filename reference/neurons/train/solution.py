"""Reference for training: many rounds, with the loss before and after."""

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
    """Tune the net again and again with the whole batch, and print the loss before and after."""
    print(f"loss before: {loss_function(expected_outputs, forward(inputs, neural_net)):.4f}")
    ### BEGIN SOLUTION
    for _ in range(number_of_iterations):
        tune_weights_once(neural_net, inputs, expected_outputs, learning_rate)
    ### END SOLUTION
    print(f"loss after:  {loss_function(expected_outputs, forward(inputs, neural_net)):.4f}")
