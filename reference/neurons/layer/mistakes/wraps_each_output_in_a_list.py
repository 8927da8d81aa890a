"""Every output is a list of its own within the list. Append the number itself.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for neuron in layer:
        outputs.append([neuron.compute_output(input)])
    return outputs
