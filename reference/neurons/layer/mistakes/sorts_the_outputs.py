"""The outputs come sorted by size. The next layer knows them by their places, so they stay in the
order of the neurons.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    return sorted(neuron.compute_output(input) for neuron in layer)
