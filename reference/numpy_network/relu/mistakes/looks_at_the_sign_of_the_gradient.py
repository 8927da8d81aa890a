"""backward drops the negative *gradients*. Whether a unit is open was decided on the way forward: by
the sign of what?

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
        return np.maximum(grad_output, 0)
