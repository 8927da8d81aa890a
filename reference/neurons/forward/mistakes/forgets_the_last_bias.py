"""The scores lack their bias. All three layers have one.

Caught-by: values
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    first = t.relu(x @ neural_net.layer_0.T + neural_net.layer_0_bias)
    second = t.relu(first @ neural_net.layer_1.T + neural_net.layer_1_bias)
    return t.softmax(second @ neural_net.layer_2.T, dim=-1)
