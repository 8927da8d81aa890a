"""The list of outputs is made and never handed back. A function without `return` gives None.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for neuron in layer:
        outputs.append(neuron.compute_output(input))
