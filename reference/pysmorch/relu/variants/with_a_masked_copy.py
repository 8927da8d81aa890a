"""Copies, then silences units in the copy; keeps and returns its results."""


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        self.out_array = self.in_array.copy()
        self.out_array[self.in_array < 0] = 0
        return self.out_array

    def backward(self, dwnstrm):
        self.G = dwnstrm.copy()
        self.G[self.out_array == 0] = 0
        self.in_layer.backward(self.G)
        return self.G
