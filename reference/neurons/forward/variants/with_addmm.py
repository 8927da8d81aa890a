"""Product and sum in one operation; keeps the hidden values."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet

last_hidden = []


def forward(x: t.Tensor, neural_net: ThreeLayerNeuralNet) -> t.Tensor:
    net = neural_net
    first = t.addmm(net.layer_0_bias, x, net.layer_0.t()).clamp(min=0)
    second = t.addmm(net.layer_1_bias, first, net.layer_1.t()).clamp(min=0)
    last_hidden[:] = [first.detach(), second.detach()]
    return t.nn.Softmax(dim=-1)(t.addmm(net.layer_2_bias, second, net.layer_2.t()))
