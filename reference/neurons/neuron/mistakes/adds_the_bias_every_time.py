"""The bias is added once for every input, because its line stands inside the loop. There is one
bias for the whole neuron.

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
            total += w * x + self.bias
        return relu(total)
