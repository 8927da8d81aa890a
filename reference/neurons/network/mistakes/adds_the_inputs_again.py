"""Where a layer has as many neurons as inputs, the inputs are added to its answer. Some large
networks do that; this one hands on what its layer gave, and no more.

Caught-by: outputs
"""

from reference.neurons.layer.solution import forward_pass_single_layer
from reference.neurons.neuron.solution import Neuron


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        given = forward_pass_single_layer(outputs, layer)
        same = len(given) == len(outputs)
        outputs = [a + b for a, b in zip(given, outputs)] if same else given
    return outputs
