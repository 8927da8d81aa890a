"""The net has no gradient; its tensors have. Go through all six of them.

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    neural_net.grad = None
