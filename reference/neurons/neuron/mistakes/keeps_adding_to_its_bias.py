"""The sum is collected in the neuron's own bias, so the second answer builds on the first. Collect
it in a name of the function's own.

Caught-by: again
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        for w, x in zip(self.weights, inputs):
            self.bias += w * x
        return relu(self.bias)
