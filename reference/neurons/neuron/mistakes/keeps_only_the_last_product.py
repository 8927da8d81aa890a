"""Each round of the loop overwrites what the rounds before it found. Is it added to what is there
already?

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        for w, x in zip(self.weights, inputs):
            total = w * x
        return relu(total + self.bias)
