"""Two neurons with the same bias get one place between them: a dictionary holds one value for each
key. Every neuron has its own place in the row, however like its neighbour it is.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = {neuron.bias: neuron.compute_output(input) for neuron in layer}
    return list(outputs.values())
