"""A name of the function's own is set to None, which the tensor does not notice. Set the attribute
of the tensor itself.

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    grad = neural_net.layer_0.grad
    grad = None
    grad = neural_net.layer_0_bias.grad
    grad = None
    grad = neural_net.layer_1.grad
    grad = None
    grad = neural_net.layer_1_bias.grad
    grad = None
    grad = neural_net.layer_2.grad
    grad = None
    grad = neural_net.layer_2_bias.grad
    grad = None
