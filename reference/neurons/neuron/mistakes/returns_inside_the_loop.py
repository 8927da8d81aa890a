"""The function ends in the first round of its loop. Look at how far the `return` is indented.

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
            total += w * x
            return relu(total)
