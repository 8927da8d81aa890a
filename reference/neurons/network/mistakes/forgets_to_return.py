"""Every layer is run and the last answer is never handed back. A function without `return` gives
None.

Caught-by: outputs
"""

from reference.neurons.neuron.solution import Neuron
from reference.neurons.layer.solution import forward_pass_single_layer


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    outputs = initial_inputs
    for layer in layers:
        outputs = forward_pass_single_layer(outputs, layer)
