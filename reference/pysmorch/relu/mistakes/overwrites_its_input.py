"""Your forward writes zeros into the very array that the layer behind owns, so the data themselves
are changed. Build a new array for the result and leave the one you were handed alone.

Caught-by: keeps_inputs
"""


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        self.in_array[self.in_array < 0] = 0
        return self.in_array

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array > 0))
