"""Writes into its own parameters, after the gradient for the input is safe.

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
        return input @ self.weights + self.biases

    def backward(self, input, grad_output):
        grad_input = grad_output.dot(self.weights.T)
        self.weights -= self.learning_rate * input.T.dot(grad_output)
        self.biases -= self.learning_rate * np.sum(grad_output, axis=0)
        return grad_input
