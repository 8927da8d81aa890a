"""The round of learning written out."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum
from reference.neurons.zero_gradients.solution import zero_all_gradients


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    for _ in range(number_of_iterations):
        zero_all_gradients(neural_net)
        loss = loss_function(expected_outputs, forward(inputs, neural_net))
        loss.backward()
        for tensor in vars(neural_net).values():
            nudge_tensor_towards_minimum(tensor, learning_rate)
