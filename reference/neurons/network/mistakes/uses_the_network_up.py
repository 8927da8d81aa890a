"""The layers are taken out of the network one by one, and an empty network is left. The second
picture then meets nobody.

Caught-by: again
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    while layers:
        outputs = forward_pass_single_layer(outputs, layers.pop(0))
    return outputs
