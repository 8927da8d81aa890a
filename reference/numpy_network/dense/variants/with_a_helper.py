"""A method that takes the step, and gradients kept to be looked at.

Convention: loss_gradient=mean
"""

import numpy as np

from assignments.numpy_network.given import Layer


class Dense(Layer):
    def __init__(self, input_units, output_units, learning_rate=0.1):
        super().__init__()
        self.learning_rate = learning_rate
        self.weights = np.random.randn(input_units, output_units) * np.sqrt(2 / input_units)
        self.biases = np.zeros(output_units)

    def forward(self, input):
        return input @ self.weights + self.biases

    def backward(self, input, grad_output):
        self.grad_weights = np.matmul(input.T, grad_output)
        self.grad_biases = np.ones(len(input)) @ grad_output
        grad_input = np.matmul(grad_output, self.weights.T)
        self.step()
        return grad_input

    def step(self):
        self.weights = self.weights - self.learning_rate * self.grad_weights
        self.biases = self.biases - self.learning_rate * self.grad_biases
