"""The bias is taken away instead of added. Some books write a threshold, which is the bias with the
other sign.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        return relu(sum(w * x for w, x in zip(self.weights, inputs)) - self.bias)
