"""Notes its last inputs and total, and has a helper."""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float
    last_total: float = 0.0

    def total(self, inputs):
        return sum(w * x for w, x in zip(self.weights, inputs)) + self.bias

    def compute_output(self, inputs: list[float]) -> float:
        self.last_inputs = list(inputs)
        self.last_total = self.total(inputs)
        return relu(self.last_total)
