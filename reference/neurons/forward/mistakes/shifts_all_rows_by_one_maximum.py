"""The largest score of the whole batch is taken off everywhere. In a row whose scores are far below
it, every power becomes zero, and zero is divided by zero. Each row has a largest score of its own.

Caught-by: large
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    first = t.relu(x @ neural_net.layer_0.T + neural_net.layer_0_bias)
    second = t.relu(first @ neural_net.layer_1.T + neural_net.layer_1_bias)
    scores = second @ neural_net.layer_2.T + neural_net.layer_2_bias
    powers = t.exp(scores - scores.max())
    return powers / powers.sum(dim=1, keepdim=True)
