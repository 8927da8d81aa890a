"""A generator inside sum."""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        assert len(inputs) == len(self.weights)
        return relu(sum(w * x for w, x in zip(self.weights, inputs)) + self.bias)
