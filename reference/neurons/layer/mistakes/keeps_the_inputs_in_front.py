"""The list begins with the inputs, and the outputs come after them. What the layer returns are its
own lamps, and nothing else.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = list(input)
    for neuron in layer:
        outputs.append(neuron.compute_output(input))
    return outputs
