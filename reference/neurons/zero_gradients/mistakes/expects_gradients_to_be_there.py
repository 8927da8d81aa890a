"""Your code fails on a net that has never gone backward, where each gradient is still None. The
very first round of training begins like this.

Caught-by: none_there
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    neural_net.layer_0.grad.zero_()
    neural_net.layer_0_bias.grad.zero_()
    neural_net.layer_1.grad.zero_()
    neural_net.layer_1_bias.grad.zero_()
    neural_net.layer_2.grad.zero_()
    neural_net.layer_2_bias.grad.zero_()
