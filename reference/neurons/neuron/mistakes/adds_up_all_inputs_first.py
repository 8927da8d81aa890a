"""The sum of the inputs is multiplied with the sum of the weights. Each weight belongs to one input
alone.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        return relu(sum(self.weights) * sum(inputs) + self.bias)
