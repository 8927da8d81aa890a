"""Works through the batch row by row, and returns the loss as an array of one number."""

import numpy as np


class CrossEntropy:
    def __init__(self, in_layer, ones_hot):
        self.in_layer = in_layer
        self.ones_hot = ones_hot

    def set_labels(self, ones_hot):
        self.ones_hot = ones_hot

    def forward(self):
        self.in_array = self.in_layer.forward()
        total = np.zeros(1)
        for logits, label in zip(self.in_array, self.ones_hot):
            highest = logits.max()
            total += highest + np.log(np.sum(np.exp(logits - highest))) - logits[label > 0]
        return total / len(self.in_array)

    def backward(self):
        gradient = np.zeros(self.in_array.shape)
        for row, (logits, label) in enumerate(zip(self.in_array, self.ones_hot)):
            weights = np.exp(logits - logits.max())
            gradient[row] = (weights / weights.sum() - label) / len(self.in_array)
        self.in_layer.backward(gradient)
