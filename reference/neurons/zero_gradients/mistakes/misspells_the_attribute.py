"""A new attribute is made, and the gradient stays where it is. Python does not mind a misspelt name
on the left of an equals sign.

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    neural_net.layer_0.grads = None
    neural_net.layer_0_bias.grads = None
    neural_net.layer_1.grads = None
    neural_net.layer_1_bias.grads = None
    neural_net.layer_2.grads = None
    neural_net.layer_2_bias.grads = None
