"""Which units are open is settled on the first batch and never again. The data change from batch to
batch; what changes with them?

Caught-by: new_batch
"""

import numpy as np

from assignments.numpy_network.given import Layer


class ReLU(Layer):
    def __init__(self):
        self.mask = None

    def forward(self, input):
        return np.maximum(input, 0)

    def backward(self, input, grad_output):
        if self.mask is None:
            self.mask = input > 0
        return grad_output * np.resize(self.mask, grad_output.shape)
