"""The biases keep their gradients. They are tensors that learn, just like the weights.

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    neural_net.layer_0.grad = None
    neural_net.layer_1.grad = None
    neural_net.layer_2.grad = None
