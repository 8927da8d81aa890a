"""You look at one tensor only to find out whether there are gradients. The others may have some all
the same.

Caught-by: none_there
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    if neural_net.layer_0.grad is not None:
        neural_net.layer_0.grad.zero_()
        neural_net.layer_0_bias.grad.zero_()
        neural_net.layer_1.grad.zero_()
        neural_net.layer_1_bias.grad.zero_()
        neural_net.layer_2.grad.zero_()
        neural_net.layer_2_bias.grad.zero_()
