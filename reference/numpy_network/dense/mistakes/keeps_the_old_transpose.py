"""The transposed weights are made once and kept. After the first step, are they still the weights of
this layer?

Convention: loss_gradient=mean
Caught-by: three_steps
"""

import numpy as np

from assignments.numpy_network.given import Layer


class Dense(Layer):
    def __init__(self, input_units, output_units, learning_rate=0.1):
        self.learning_rate = learning_rate
        self.weights = np.random.randn(input_units, output_units) * np.sqrt(2 / input_units)
        self.biases = np.zeros(output_units)
        self.turned = None

    def forward(self, input):
        return input @ self.weights + self.biases

    def backward(self, input, grad_output):
        if self.turned is None:
            self.turned = self.weights.T.copy()
        grad_input = grad_output @ self.turned
        grad_weights = input.T @ grad_output
        grad_biases = grad_output.sum(axis=0)
        self.weights = self.weights - self.learning_rate * grad_weights
        self.biases = self.biases - self.learning_rate * grad_biases
        return grad_input
