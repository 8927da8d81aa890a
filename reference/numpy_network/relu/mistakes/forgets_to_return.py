"""backward works the gradient out and then keeps it to itself. What does a Python function without a
`return` give back?

Caught-by: gradient_X
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        grad_input = grad_output * (input > 0)
