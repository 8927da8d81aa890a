"""A tuple instead of a list."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]):
    return tuple(neuron.compute_output(input) for neuron in layer)
