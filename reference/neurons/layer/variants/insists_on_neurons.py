"""Looks whether it was really given neurons."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    for neuron in layer:
        assert isinstance(neuron, Neuron)
        assert len(neuron.weights) == len(input)
    return [neuron.compute_output(input) for neuron in layer]
