"""The net gets new tensors. Somebody who still holds the old ones, an optimiser or a plot, would
look at the wrong ones.

Caught-by: keeps
"""

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for name, tensor in vars(neural_net).items():
        setattr(neural_net, name, tensor.detach().clone().requires_grad_())
