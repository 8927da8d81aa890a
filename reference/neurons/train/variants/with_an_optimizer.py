"""An optimiser, and PyTorch's functions."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def train(
    neural_net: ThreeLayerNeuralNet,
    inputs: t.Tensor,
    expected_outputs: t.Tensor,
    learning_rate: float,
    number_of_iterations: int,
) -> None:
    net, F = neural_net, t.nn.functional
    optimizer = t.optim.SGD(list(vars(net).values()), lr=learning_rate)
    for _ in range(number_of_iterations):
        hidden = F.relu(F.linear(inputs, net.layer_0, net.layer_0_bias))
        hidden = F.relu(F.linear(hidden, net.layer_1, net.layer_1_bias))
        shares = F.softmax(F.linear(hidden, net.layer_2, net.layer_2_bias), dim=-1)
        optimizer.zero_grad()
        F.mse_loss(shares, expected_outputs).backward()
        optimizer.step()
