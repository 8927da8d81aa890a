"""Neurons that give zero are left out, so the list is too short. A dark lamp still has its place in
the row.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = [neuron.compute_output(input) for neuron in layer]
    return [output for output in outputs if output > 0]
