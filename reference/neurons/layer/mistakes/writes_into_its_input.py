"""The outputs are written into the list of inputs, which belongs to the caller. Start from an empty
list of your own.

Caught-by: again
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = [neuron.compute_output(input) for neuron in layer]
    input[:] = outputs
    return outputs
