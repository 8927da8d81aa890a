"""The weights are taken out of their list one by one, and the neuron is left without any. Reading a
list is enough.

Caught-by: again
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = self.bias
        for x in reversed(inputs):
            total += self.weights.pop() * x
        return relu(total)
