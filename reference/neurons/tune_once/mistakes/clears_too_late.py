"""When it comes to the nudges, the net's tensors have no gradients to be nudged by. Are these
cleared too late, or do they belong to other tensors? In which order do things have to happen?

Caught-by: step
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet
from reference.neurons.forward.solution import forward
from reference.neurons.loss.solution import loss_function
from reference.neurons.nudge.solution import nudge_tensor_towards_minimum
from reference.neurons.zero_gradients.solution import zero_all_gradients


def tune_weights_once(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
) -> None:
    outputs = forward(inputs, neural_net)
    loss = loss_function(expected_outputs=expected_outputs, actual_outputs=outputs)
    loss.backward()
    zero_all_gradients(neural_net)
    if neural_net.layer_0.grad is not None:
        nudge_tensor_towards_minimum(neural_net.layer_0, learning_rate)
        nudge_tensor_towards_minimum(neural_net.layer_0_bias, learning_rate)
        nudge_tensor_towards_minimum(neural_net.layer_1, learning_rate)
        nudge_tensor_towards_minimum(neural_net.layer_1_bias, learning_rate)
        nudge_tensor_towards_minimum(neural_net.layer_2, learning_rate)
        nudge_tensor_towards_minimum(neural_net.layer_2_bias, learning_rate)
