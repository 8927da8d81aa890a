"""Keeps things for later that it then does not need."""

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        super().__init__()
        self.mask, self.passes = None, 0

    def forward(self, input):
        self.mask = input > 0
        self.passes += 1
        return input * self.mask

    def backward(self, input, grad_output):
        self.mask = input > 0
        return grad_output * self.mask
