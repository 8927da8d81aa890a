"""Nudges from the last layer to the first, with a helper."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum
from reference.neurons.zero_gradients.solution import zero_all_gradients


def learn(neural_net, number, learning_rate):
    nudge_tensor_towards_minimum(getattr(neural_net, f"layer_{number}"), learning_rate)
    nudge_tensor_towards_minimum(getattr(neural_net, f"layer_{number}_bias"), learning_rate)


def tune_weights_once(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
) -> None:
    zero_all_gradients(neural_net)
    outputs = forward(inputs, neural_net)
    loss = loss_function(expected_outputs=expected_outputs, actual_outputs=outputs)
    loss.backward()
    learn(neural_net, 2, learning_rate)
    learn(neural_net, 1, learning_rate)
    learn(neural_net, 0, learning_rate)
