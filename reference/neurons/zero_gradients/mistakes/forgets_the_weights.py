"""The weights keep their gradients, and only the biases are cleared. All six tensors count.

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    neural_net.layer_0_bias.grad = None
    neural_net.layer_1_bias.grad = None
    neural_net.layer_2_bias.grad = None
