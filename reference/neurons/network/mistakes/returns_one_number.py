"""Only the first output of the last layer is returned. A network has as many outputs as its last
layer has neurons.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        outputs = forward_pass_single_layer(outputs, layer)
    return outputs[0]
