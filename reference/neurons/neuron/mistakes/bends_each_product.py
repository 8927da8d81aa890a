"""The relu is applied to every product, before the sum. Negative products then cannot balance
positive ones; the bend comes once, at the end.

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
        for w, x in zip(self.weights, inputs):
            total += relu(w * x)
        return relu(total)
