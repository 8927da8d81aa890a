"""All outputs are kept, and the last are returned."""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    history = [initial_inputs]
    for layer in layers:
        history.append(forward_pass_single_layer(history[-1], layer))
    return history[-1]
