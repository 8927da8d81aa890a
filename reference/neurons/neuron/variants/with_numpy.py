"""A scalar product of NumPy's."""

from dataclasses import dataclass

import numpy as np

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        return relu(float(np.dot(self.weights, inputs)) + self.bias)
