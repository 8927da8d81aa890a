"""Counting through both lists."""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = 0
        for i in range(len(inputs)):
            total = total + self.weights[i] * inputs[i]
        total = total + self.bias
        return relu(total)
