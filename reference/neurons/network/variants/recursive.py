"""The first layer, and then the rest."""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    if len(layers) == 0:
        return initial_inputs
    after_first = forward_pass_single_layer(initial_inputs, layers[0])
    return forward_pass_network(after_first, layers[1:])
