"""As many outputs are computed as there are inputs. There is one output for each neuron, and a
layer may have more or fewer neurons than inputs.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = []
    for i in range(len(input)):
        if i < len(layer):
            outputs.append(layer[i].compute_output(input))
    return outputs
