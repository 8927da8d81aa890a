"""A matrix for each layer."""

import numpy as np

from reference.neurons.neuron.solution import Neuron


def forward_pass_network(initial_inputs: list[float], layers: list[list[Neuron]]) -> list[float]:
    x = np.array(initial_inputs, dtype=float)
    for layer in layers:
        W = np.array([neuron.weights for neuron in layer])
        b = np.array([neuron.bias for neuron in layer])
        x = np.maximum(W @ x + b, 0)
    return list(x)
