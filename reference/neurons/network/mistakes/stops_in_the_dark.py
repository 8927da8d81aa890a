"""Once a whole layer is dark, the layers after it are not asked any more. Their neurons have biases
of their own, and may well be lit by those.

Caught-by: silent
"""

from reference.neurons.layer.solution import forward_pass_single_layer
from reference.neurons.neuron.solution import Neuron


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        outputs = forward_pass_single_layer(outputs, layer)
        if not any(outputs):
            break
    return outputs
