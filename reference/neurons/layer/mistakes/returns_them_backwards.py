"""The outputs come in the opposite order. `insert(0, …)` puts each new one in front; where should
it go?

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for neuron in layer:
        outputs.insert(0, neuron.compute_output(input))
    return outputs
