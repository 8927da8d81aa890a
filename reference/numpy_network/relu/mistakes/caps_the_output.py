"""Large numbers come out smaller than they went in. A relu has a floor; does it have a ceiling?

Caught-by: scale
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, input):
        return np.clip(input, 0, 50)

    def backward(self, input, grad_output):
        return grad_output * ((input > 0) & (input < 50))
