"""The neuron answers with what it found the first time, whatever it is asked later. Outputs depend
on the inputs, so they are worked out anew.

Caught-by: again
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        if not hasattr(self, "output"):
            self.output = relu(sum(w * x for w, x in zip(self.weights, inputs)) + self.bias)
        return self.output
