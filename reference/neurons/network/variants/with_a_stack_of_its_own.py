"""A copy of the list is used up."""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    to_do, numbers = layers[::-1], initial_inputs
    while to_do:
        numbers = forward_pass_single_layer(numbers, to_do.pop())
    return numbers
