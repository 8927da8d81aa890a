"""Goes through the table number by number."""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.array([[x if x > 0 else 0.0 for x in row] for row in self.in_array])

    def backward(self, dwnstrm):
        input_grad = np.zeros(np.shape(dwnstrm))
        for row in range(len(dwnstrm)):
            for column in range(len(dwnstrm[row])):
                if self.in_array[row, column] > 0:
                    input_grad[row, column] = dwnstrm[row, column]
        self.in_layer.backward(input_grad)
