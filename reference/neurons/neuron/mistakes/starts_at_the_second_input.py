"""The first input is never looked at. Lists are counted from zero.

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
        for i in range(1, len(inputs)):
            total += self.weights[i] * inputs[i]
        return relu(total)
