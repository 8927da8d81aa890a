"""All calls share one list, so outputs of earlier calls are still in it. A list as a default value
is made once, when the function is defined.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron], outputs=[]) -> list[float]:
    for neuron in layer:
        outputs.append(neuron.compute_output(input))
    return outputs
