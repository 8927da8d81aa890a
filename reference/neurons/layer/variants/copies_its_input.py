"""Copies what it was given, to be safe."""

import copy

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for neuron in copy.copy(layer):
        outputs += [neuron.compute_output(list(input))]
    return outputs
