"""The softmax is taken twice. The second time it gets probabilities instead of scores, and makes
them all much alike.

Caught-by: values
"""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    first = t.relu(x @ neural_net.layer_0.T + neural_net.layer_0_bias)
    second = t.relu(first @ neural_net.layer_1.T + neural_net.layer_1_bias)
    shares = t.softmax(second @ neural_net.layer_2.T + neural_net.layer_2_bias, dim=-1)
    return t.softmax(shares, dim=-1)
