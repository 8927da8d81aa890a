"""Each neuron gets what the one before it gave. Within a layer all neurons look at the same inputs;
handing on happens between layers.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for neuron in layer:
        outputs.append(neuron.compute_output(input))
        input = [outputs[-1]] * len(input)
    return outputs
