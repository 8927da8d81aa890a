"""The first neuron, and then the rest."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    if not layer:
        return []
    first, *others = layer
    return [first.compute_output(input)] + forward_pass_single_layer(input, others)
