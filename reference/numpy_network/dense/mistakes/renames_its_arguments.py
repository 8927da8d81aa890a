"""The arguments have other names than in the handout, and whoever calls them by name finds nobody.
What are the two names?

Convention: loss_gradient=mean
Caught-by: by_name
"""

import numpy as np

from assignments.numpy_network.given import Layer


class Dense(Layer):
    def __init__(self, input_units, output_units, learning_rate=0.1):
        self.learning_rate = learning_rate
        self.weights = np.random.randn(input_units, output_units) * np.sqrt(2 / input_units)
        self.biases = np.zeros(output_units)

    def forward(self, x):
        return x @ self.weights + self.biases

    def backward(self, x, grad):
        grad_input = grad @ self.weights.T
        grad_weights = x.T @ grad
        grad_biases = grad.sum(axis=0)
        self.weights = self.weights - self.learning_rate * grad_weights
        self.biases = self.biases - self.learning_rate * grad_biases
        return grad_input
