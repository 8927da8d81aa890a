"""Layers of one width share one array of biases, kept on the class, so that each learns with the
others. Whose are they: the class's or the layer's own?

Convention: loss_gradient=mean
Caught-by: rates
"""

import numpy as np

from assignments.numpy_network.given import Layer


class Dense(Layer):
    first = {}

    def __init__(self, input_units, output_units, learning_rate=0.1):
        self.learning_rate = learning_rate
        self.weights = np.random.randn(input_units, output_units) * np.sqrt(2 / input_units)
        self.biases = self.first.setdefault(output_units, np.zeros(output_units))

    def forward(self, input):
        return input @ self.weights + self.biases

    def backward(self, input, grad_output):
        grad_input = grad_output @ self.weights.T
        grad_weights = input.T @ grad_output
        grad_biases = grad_output.sum(axis=0)
        self.weights = self.weights - self.learning_rate * grad_weights
        self.biases -= self.learning_rate * grad_biases
        return grad_input
