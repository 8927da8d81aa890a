"""The neuron's own relu, which takes a second argument."""

from dataclasses import dataclass


def relu(x, floor=0.0):
    return max(x, floor)


@dataclass
class Neuron:
    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        return relu(sum(w * x for w, x in zip(self.weights, inputs)) + self.bias, floor=0.0)
