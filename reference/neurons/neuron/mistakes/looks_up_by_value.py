"""The weight is looked up by where the number first occurs among the inputs. Where two lamps are
equally bright, both get the weight of the first. Walk along both lists side by side.

Caught-by: lit
"""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        total = self.bias
        for x in inputs:
            total += self.weights[inputs.index(x)] * x
        return relu(total)
