"""Reference for `Neuron`: a weighted sum, a bias, a relu."""

from dataclasses import dataclass

from reference.neurons.relu.solution import relu


@dataclass
class Neuron:
    """One keeper of a lamp: how much each input counts, and what is added on top."""

    weights: list[float]
    bias: float

    def compute_output(self, inputs: list[float]) -> float:
        """The neuron's output, a single number, for as many inputs as it has weights."""
        assert len(inputs) == len(self.weights)
        ### BEGIN SOLUTION
        total = self.bias
        for weight, number in zip(self.weights, inputs):
            total += weight * number
        return relu(total)
        ### END SOLUTION
