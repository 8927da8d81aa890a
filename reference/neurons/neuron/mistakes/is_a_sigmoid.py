"""The sum is squeezed between 0 and 1 by a sigmoid. Other lamps are built that way; these have no
largest brightness.

Caught-by: lit
"""

import math
from dataclasses import dataclass


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = sum(w * x for w, x in zip(self.weights, inputs)) + self.bias
        return 1 / (1 + math.exp(-total))
