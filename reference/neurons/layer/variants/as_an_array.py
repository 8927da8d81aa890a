"""An array instead of a list."""

import numpy as np

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]):
    return np.array([neuron.compute_output(input) for neuron in layer])
