"""Your gradient is divided by the number of classes. The loss is an average over samples: by how many
of these does it divide, and along which axis of the table do they lie?

Caught-by: gradient_X
"""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        self.in_array = self.in_layer.forward()
        z = self.in_array - self.in_array.max(axis=1, keepdims=True)
        self.logp = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        return -(self.ones_hot * self.logp).sum(axis=1).mean()

    def backward(self):
        self.in_layer.backward((np.exp(self.logp) - self.ones_hot) / self.ones_hot.shape[1])
