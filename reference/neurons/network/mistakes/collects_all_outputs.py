"""The outputs of all layers are returned, one list for each. Only those of the last layer are asked
for.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = [initial_inputs]
    for layer in layers:
        outputs.append(forward_pass_single_layer(outputs[-1], layer))
    return outputs[1:]
