"""Everything passed by its name."""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    flowing = list(initial_inputs)
    for index in range(len(layers)):
        flowing = forward_pass_single_layer(input=flowing, layer=layers[index])
    return flowing
