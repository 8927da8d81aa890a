"""The outputs are scaled so that they add up to 1. Nothing is done with them here; a neuron's
output is final.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = [neuron.compute_output(input) for neuron in layer]
    return [output / max(sum(outputs), 1e-9) for output in outputs]
