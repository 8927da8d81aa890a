"""The outputs are written into the list of inputs, which belongs to the caller. Bind a name of your
own to each new list.

Caught-by: again
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    for layer in layers:
        initial_inputs[:] = forward_pass_single_layer(list(initial_inputs), layer)
    return initial_inputs
