"""Your layer has no `out_dims`. The next layer asks for it when it is made.

Caught-by: start
"""

import numpy as np


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer

    def forward(self):
        self.in_array = self.in_layer.forward()
        return np.maximum(self.in_array, 0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
