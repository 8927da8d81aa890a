"""Decides once, on the way forward, which units are open."""


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        in_array = self.in_layer.forward()
        self.mask = in_array > 0
        return in_array * self.mask

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * self.mask)
