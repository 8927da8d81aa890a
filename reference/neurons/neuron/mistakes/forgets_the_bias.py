"""The bias plays no part in your output. It is added to the sum before the relu.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = 0.0
        for w, x in zip(self.weights, inputs):
            total += w * x
        return relu(total)
