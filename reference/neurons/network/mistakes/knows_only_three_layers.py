"""Exactly three layers are run, however many there are. A loop over the list does it for any
number.

Caught-by: any_depth
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    first = forward_pass_single_layer(initial_inputs, layers[0])
    second = forward_pass_single_layer(first, layers[1])
    return forward_pass_single_layer(second, layers[2])
