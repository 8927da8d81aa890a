"""Every layer gets the first inputs again, and only the last layer's answer is kept. What one layer
gives is what the next one gets.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    for layer in layers:
        count = len(layer[0].weights)
        padded = (list(initial_inputs) * count)[:count]
        outputs = forward_pass_single_layer(padded, layer)
    return outputs
