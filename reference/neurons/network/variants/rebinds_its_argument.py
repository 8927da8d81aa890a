"""The argument's own name is bound anew each time."""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    for layer in layers:
        initial_inputs = forward_pass_single_layer(initial_inputs, layer)
    return initial_inputs
