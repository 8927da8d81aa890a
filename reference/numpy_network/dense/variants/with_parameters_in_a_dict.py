"""Keeps its parameters in a dict, behind properties, and draws them with a generator of its own.

Convention: loss_gradient=mean
"""

import numpy as np

from assignments.numpy_network.given import Layer


class Dense(Layer):
    def __init__(self, input_units, output_units, learning_rate=0.1):
        rng = np.random.default_rng()
        bound = np.sqrt(6 / (input_units + output_units))
        self.rate = learning_rate
        self.parameters = {
            "w": rng.uniform(-bound, bound, size=(input_units, output_units)),
            "b": np.zeros(output_units),
        }

    def forward(self, input):
        return input @ self.weights + self.biases

    def backward(self, input, grad_output):
        grad_input = grad_output @ self.weights.T
        self.parameters["w"] = self.weights - self.rate * (input.T @ grad_output)
        self.parameters["b"] = self.biases - self.rate * grad_output.sum(0)
        return grad_input

    @property
    def weights(self):
        return self.parameters["w"]

    @weights.setter
    def weights(self, value):
        self.parameters["w"] = value

    @property
    def biases(self):
        return self.parameters["b"]

    @biases.setter
    def biases(self, value):
        self.parameters["b"] = value
