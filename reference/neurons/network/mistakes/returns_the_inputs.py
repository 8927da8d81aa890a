"""The inputs come back as they went in: each layer's answer is computed and not kept. Give it a
name that the next round of the loop uses.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        forward_pass_single_layer(outputs, layer)
    return outputs
