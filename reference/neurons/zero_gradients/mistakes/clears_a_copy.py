"""What is cleared are detached copies, which have no gradients anyhow. The net's own tensors have
them.

Caught-by: all_six
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for tensor in vars(neural_net).values():
        tensor.detach().grad = None
