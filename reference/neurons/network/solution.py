"""Reference for a network: what one layer gives, the next one gets."""

from reference.neurons.layer.solution import forward_pass_single_layer
from reference.neurons.neuron.solution import Neuron


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    """The outputs of the last layer, where the first one gets `initial_inputs`."""
    ### BEGIN SOLUTION
    outputs = initial_inputs
    for layer in layers:
        outputs = forward_pass_single_layer(outputs, layer)
    return outputs
    ### END SOLUTION
