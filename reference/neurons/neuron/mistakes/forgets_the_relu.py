"""Your neuron can give a negative number. After the sum there is one more step.

Caught-by: dark
"""

from dataclasses import dataclass


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        return sum(w * x for w, x in zip(self.weights, inputs)) + self.bias
