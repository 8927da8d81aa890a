"""An optimiser knows how."""

import torch as t

from assignments.neurons.net import ThreeLayerNeuralNet


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    t.optim.SGD(list(vars(neural_net).values()), lr=1.0).zero_grad()
