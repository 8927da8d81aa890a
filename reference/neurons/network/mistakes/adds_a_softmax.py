"""The outputs are turned into shares of one whole. Nobody asked for that here; the last layer's
outputs are the answer.

Caught-by: outputs
"""

import math

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        outputs = forward_pass_single_layer(outputs, layer)
    powers = [math.exp(x) for x in outputs]
    return [power / sum(powers) for power in powers]
