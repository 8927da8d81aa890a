"""Negative inputs are treated as zero before they are weighed. The relu belongs to the neuron's own
sum, and to nothing before it.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        return relu(sum(w * relu(x) for w, x in zip(self.weights, inputs)) + self.bias)
