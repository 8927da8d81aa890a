"""The last input is never looked at. A range ends one before its second number already.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = self.bias
        for i in range(len(inputs) - 1):
            total += self.weights[i] * inputs[i]
        return relu(total)
