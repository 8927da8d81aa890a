"""Every product as an Einstein sum.

Convention: loss_gradient=mean
"""

import numpy as np

from assignments.numpy_network.given import Layer


class Dense(Layer):
    def __init__(self, input_units, output_units, learning_rate=0.1):
        self.learning_rate = learning_rate
        self.weights = np.random.randn(input_units, output_units) * np.sqrt(2 / input_units)
        self.biases = np.zeros(output_units)

    def forward(self, input):
        return np.einsum("ni,io->no", input, self.weights) + self.biases

    def backward(self, input, grad_output):
        grad_input = np.einsum("no,io->ni", grad_output, self.weights)
        self.weights = self.weights - self.learning_rate * np.einsum(
            "ni,no->io", input, grad_output
        )
        self.biases = self.biases - self.learning_rate * np.einsum("no->o", grad_output)
        return grad_input
