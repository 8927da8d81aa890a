"""The bend written out, without the function of the exercise before."""

from dataclasses import dataclass


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = sum([w * x for w, x in zip(self.weights, inputs)]) + self.bias
        return total if total > 0 else 0.0
