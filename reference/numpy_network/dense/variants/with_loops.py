"""Sample by sample; the step is taken at the end.

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
        rows = [self.biases + sum(x * w for x, w in zip(row, self.weights)) for row in input]
        return np.array(rows)

    def backward(self, input, grad_output):
        grad_input = np.zeros(input.shape)
        grad_weights = np.zeros_like(self.weights)
        grad_biases = np.zeros_like(self.biases)
        for n in range(len(input)):
            for i in range(input.shape[1]):
                grad_input[n, i] = sum(self.weights[i] * grad_output[n])
                grad_weights[i] += input[n, i] * grad_output[n]
            grad_biases += grad_output[n]
        self.weights = self.weights - self.learning_rate * grad_weights
        self.biases = self.biases - self.learning_rate * grad_biases
        return grad_input
