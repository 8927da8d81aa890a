"""The tensors no longer want gradients, so the net has stopped learning for good. Forget the
gradients that are there, not the wish for new ones.

Caught-by: keeps
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for tensor in vars(neural_net).values():
        tensor.grad = None
        tensor.requires_grad_(False)
