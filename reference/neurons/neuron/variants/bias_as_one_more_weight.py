"""The bias as the weight of an input that is always 1."""

from dataclasses import dataclass
import math

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        weights = self.weights + [self.bias]
        numbers = list(inputs) + [1.0]
        return relu(math.fsum(w * x for w, x in zip(weights, numbers)))
