"""The outputs overwrite each other, and only the last one is left. Collect them in a list.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    for neuron in layer:
        output = neuron.compute_output(input)
    return [output]
