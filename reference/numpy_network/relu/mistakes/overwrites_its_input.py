"""forward writes its zeros into the table that it was handed. The layer before may still need that
table; where should the result go?

Caught-by: keeps_inputs
"""

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        input[input < 0] = 0
        return input

    def backward(self, input, grad_output):
        return grad_output * (input > 0)
