"""A list of the six."""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    parts = [
        neural_net.layer_0,
        neural_net.layer_0_bias,
        neural_net.layer_1,
        neural_net.layer_1_bias,
        neural_net.layer_2,
        neural_net.layer_2_bias,
    ]
    for part in parts:
        part.grad = None
