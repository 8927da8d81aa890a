"""Zeros instead of nothing, where there is something."""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    if neural_net.layer_0.grad is not None:
        neural_net.layer_0.grad.zero_()
    if neural_net.layer_0_bias.grad is not None:
        neural_net.layer_0_bias.grad.zero_()
    if neural_net.layer_1.grad is not None:
        neural_net.layer_1.grad.zero_()
    if neural_net.layer_1_bias.grad is not None:
        neural_net.layer_1_bias.grad.zero_()
    if neural_net.layer_2.grad is not None:
        neural_net.layer_2.grad.zero_()
    if neural_net.layer_2_bias.grad is not None:
        neural_net.layer_2_bias.grad.zero_()
