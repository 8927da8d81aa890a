"""The neurons are taken out of the layer one after another, and an empty layer is left. Look at
them without removing them.

Caught-by: again
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    while layer:
        outputs.append(layer.pop(0).compute_output(input))
    return outputs
