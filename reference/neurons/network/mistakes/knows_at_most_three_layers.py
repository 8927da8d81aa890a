"""Layers beyond the third are ignored. A loop over the list does it for any number.

Caught-by: any_depth
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers[:3]:
        outputs = forward_pass_single_layer(outputs, layer)
    return outputs
