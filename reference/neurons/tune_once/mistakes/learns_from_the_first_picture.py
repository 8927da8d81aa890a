"""Only the first picture of the batch is looked at. The batch is learned from as a whole.

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
    zero_all_gradients(neural_net)
    outputs = forward(inputs[:1], neural_net)
    loss = loss_function(expected_outputs[:1], outputs)
    loss.backward()
    nudge_tensor_towards_minimum(neural_net.layer_0, learning_rate)
    nudge_tensor_towards_minimum(neural_net.layer_0_bias, learning_rate)
    nudge_tensor_towards_minimum(neural_net.layer_1, learning_rate)
    nudge_tensor_towards_minimum(neural_net.layer_1_bias, learning_rate)
    nudge_tensor_towards_minimum(neural_net.layer_2, learning_rate)
    nudge_tensor_towards_minimum(neural_net.layer_2_bias, learning_rate)
