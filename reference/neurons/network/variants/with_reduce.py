"""A fold over the layers."""

import functools

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    return functools.reduce(forward_pass_single_layer, layers, initial_inputs)
