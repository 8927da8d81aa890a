"""The outputs are added up to one number. The next layer wants to see each neuron by itself.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    return sum(neuron.compute_output(input) for neuron in layer)
