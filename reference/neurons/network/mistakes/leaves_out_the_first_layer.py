"""The first layer is left out, and the second one sees the inputs themselves. Count from zero.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for i in range(1, len(layers)):
        outputs = forward_pass_single_layer(outputs, layers[i])
    return outputs
