"""Reference for `Dense`: X W + b, and one step downhill in every backward pass."""

import numpy as np

from assignments.numpy_network.given import Layer


class Dense(Layer):
    """Weighted sums of all inputs, plus a bias: (rows, input_units) to (rows, output_units).

    `weights` has shape (input_units, output_units), `biases` has shape (output_units,).
    """

    def __init__(self, input_units, output_units, learning_rate=0.1):
        self.learning_rate = learning_rate
        self.weights = np.random.randn(input_units, output_units) * np.sqrt(2 / input_units)
        self.biases = np.zeros(output_units)

    def forward(self, input):
        """The sums, shape (rows, output_units)."""
        ### BEGIN SOLUTION
        return input @ self.weights + self.biases
        ### END SOLUTION

    def backward(self, input, grad_output):
        """Move `weights` and `biases` one step downhill; return the gradient for `input`.

        The returned gradient, shape (rows, input_units), belongs to the weights that `forward`
        used: those from before the step.
        """
        ### BEGIN SOLUTION
        grad_input = grad_output @ self.weights.T
        grad_weights = input.T @ grad_output
        grad_biases = grad_output.sum(axis=0)
        self.weights = self.weights - self.learning_rate * grad_weights
        self.biases = self.biases - self.learning_rate * grad_biases
        return grad_input
        ### END SOLUTION
