"""A layer function whose arguments stand the other way round."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(layer, input):
    return [neuron.compute_output(input) for neuron in layer]


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        outputs = forward_pass_single_layer(layer, outputs)
    return outputs
