"""The arguments have other names than in the handout, and whoever calls them by name finds nobody.
What are the two names?

Caught-by: by_name
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        pass

    def forward(self, x):
        return np.maximum(x, 0)

    def backward(self, x, grad):
        return grad * (x > 0)
