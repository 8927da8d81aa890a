"""map and a lambda."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    return list(map(lambda neuron: neuron.compute_output(input), layer))
