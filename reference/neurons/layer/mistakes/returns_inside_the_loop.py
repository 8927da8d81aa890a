"""Only the first neuron is asked. Does the function end inside its loop? Look at how far the
`return` is indented.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for neuron in layer:
        outputs.append(neuron.compute_output(input))
        return outputs
