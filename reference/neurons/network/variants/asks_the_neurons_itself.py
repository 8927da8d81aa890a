"""Without the function of the exercise before."""

from reference.neurons.neuron.solution import Neuron


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        outputs = [neuron.compute_output(outputs) for neuron in layer]
    return outputs
