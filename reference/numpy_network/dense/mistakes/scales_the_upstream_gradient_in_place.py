"""The learning rate is multiplied into `grad_output` itself, which belongs to whoever called. Where
could the product go instead?

Convention: loss_gradient=mean
Caught-by: keeps_inputs
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
        grad_input = grad_output @ self.weights.T
        grad_output *= self.learning_rate
        self.weights = self.weights - input.T @ grad_output
        self.biases = self.biases - grad_output.sum(axis=0)
        return grad_input
