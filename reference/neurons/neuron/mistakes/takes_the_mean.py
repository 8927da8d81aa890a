"""The weighted inputs are averaged over how many there are. A neuron adds them up.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = sum(w * x for w, x in zip(self.weights, inputs))
        return relu(total / len(inputs) + self.bias)
