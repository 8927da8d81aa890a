"""A loop over the fields of the data class."""

from assignments.neurons.net import ThreeLayerNeuralNet

from dataclasses import fields


def zero_all_gradients(neural_net: ThreeLayerNeuralNet) -> None:
    for field in fields(neural_net):
        getattr(neural_net, field.name).grad = None
