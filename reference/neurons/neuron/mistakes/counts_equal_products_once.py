"""Products that are equal count only once: a set keeps one of each. Every lamp counts, even if
another says the same.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        return relu(sum({w * x for w, x in zip(self.weights, inputs)}) + self.bias)
