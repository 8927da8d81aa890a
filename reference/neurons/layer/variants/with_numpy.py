"""All neurons at once, as a matrix."""

import numpy as np

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    weights = np.array([neuron.weights for neuron in layer])
    biases = np.array([neuron.bias for neuron in layer])
    return np.maximum(weights @ np.array(input) + biases, 0).tolist()
