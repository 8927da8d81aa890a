"""The products are written into the list of inputs, which belongs to the caller. Other neurons want
to see the same inputs.

Caught-by: again
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        for i, w in enumerate(self.weights):
            inputs[i] *= w
        return relu(sum(inputs) + self.bias)
