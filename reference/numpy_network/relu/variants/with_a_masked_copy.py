"""Writes zeros, but into copies of its own."""

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        output = input.copy()
        output[output < 0] = 0
        return output

    def backward(self, input, grad_output):
        grad_input = grad_output.copy()
        grad_input[input <= 0] = 0
        return grad_input
