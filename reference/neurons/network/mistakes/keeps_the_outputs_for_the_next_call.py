"""What one call has computed is where the next one starts. A name outside of the function lives on
when the call has ended.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer

outputs = None


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    global outputs
    if outputs is None:
        outputs = initial_inputs
    for layer in layers:
        outputs = forward_pass_single_layer(outputs, layer)
    return outputs
