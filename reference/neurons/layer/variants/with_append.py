"""A loop that appends."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for neuron in layer:
        output = neuron.compute_output(input)
        outputs.append(output)
    return outputs
