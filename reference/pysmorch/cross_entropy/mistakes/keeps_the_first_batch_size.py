"""Your average divides by the number of rows that the first labels had. Batches change in size,
the last one of an epoch nearly always; count the rows that are there now.

Caught-by: new_batch
"""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot
        self.num_data = len(ones_hot)

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        in_array = self.in_layer.forward()
        shifted = in_array - in_array.max(axis=1, keepdims=True)
        self.log_shares = shifted - np.log(np.exp(shifted).sum(axis=1, keepdims=True))
        return -np.sum(self.ones_hot * self.log_shares) / self.num_data

    def backward(self):
        excess = np.exp(self.log_shares) - self.ones_hot
        self.in_layer.backward(excess / self.num_data)
