"""The last layer is never run. A range or a slice ends one before its last number.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers[:-1]:
        outputs = forward_pass_single_layer(outputs, layer)
    return outputs
