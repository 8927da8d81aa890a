"""The sums are computed by hand, and the relu is missing. A neuron already knows how to compute its
output; ask it.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    return [sum(w * x for w, x in zip(n.weights, input)) + n.bias for n in layer]
