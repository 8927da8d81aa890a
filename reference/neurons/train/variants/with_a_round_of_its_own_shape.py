"""A round that returns its loss and takes the batch as a pair."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum
from reference.neurons.zero_gradients.solution import zero_all_gradients


def tune_weights_once(neural_net, batch, learning_rate):
    inputs, expected_outputs = batch
    zero_all_gradients(neural_net)
    loss = loss_function(expected_outputs, forward(inputs, neural_net))
    loss.backward()
    for tensor in vars(neural_net).values():
        nudge_tensor_towards_minimum(tensor, learning_rate)
    return loss.item()


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    losses = [
        tune_weights_once(neural_net, (inputs, expected_outputs), learning_rate)
        for _ in range(number_of_iterations)
    ]
    if losses:
        print(f"from {losses[0]:.4f} to {losses[-1]:.4f}")
