"""Single precision, by way of tensors."""

from dataclasses import dataclass

import torch as t

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = t.tensor(self.weights) @ t.tensor(inputs) + self.bias
        return relu(total.item())
