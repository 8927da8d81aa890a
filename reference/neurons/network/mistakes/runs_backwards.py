"""The layers are run from last to first. Data flow in the order of the list.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in reversed(layers):
        outputs = forward_pass_single_layer(outputs, layer)
    return outputs
