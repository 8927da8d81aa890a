"""Python's own `max` compares two single values, and a table is not one. Which function of NumPy
compares entry by entry?

Caught-by: forward
"""

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return max(0, input)

    def backward(self, input, grad_output):
        return grad_output * (input > 0)
