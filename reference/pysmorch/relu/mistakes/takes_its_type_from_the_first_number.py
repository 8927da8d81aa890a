"""`np.vectorize` looks at the first number only to see what type all the results are. A whole 0
there makes all of them whole. Return 0.0, or work on the table at once.

Caught-by: forward
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        f = np.vectorize(lambda t: 0 if t < 0 else t)
        self.in_array = self.in_layer.forward()
        return f(self.in_array)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
