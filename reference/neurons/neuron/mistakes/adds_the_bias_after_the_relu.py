"""The bias is added after the relu, so the neuron can go below zero and never quite goes dark. Add
everything up first, and bend then.

Caught-by: dark
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = sum(w * x for w, x in zip(self.weights, inputs))
        return relu(total) + self.bias
