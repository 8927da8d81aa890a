"""Single precision, by way of tensors."""

import torch as t

from reference.neurons.neuron.solution import Neuron


def forward_pass_single_layer(input: list[float], layer: list[Neuron]) -> list[float]:
    outputs = t.zeros(len(layer))
    for row, neuron in enumerate(layer):
        outputs[row] = t.dot(t.tensor(neuron.weights), t.tensor(input)) + neuron.bias
    return t.relu(outputs).tolist()
