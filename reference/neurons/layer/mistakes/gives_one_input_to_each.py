"""Each neuron gets a single input instead of all of them. Every neuron of a layer is connected with
every input.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    return [neuron.compute_output([x] * len(input)) for neuron, x in zip(layer, input)]
