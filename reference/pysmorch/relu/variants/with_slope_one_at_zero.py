"""Takes the slope at zero from the right, where it is one."""


class Relu:
    def __init__(self, in_layer):
        self.in_layer = in_layer
        self.in_dims = in_layer.out_dims
        self.out_dims = self.in_dims

    def forward(self):
        self.in_array = self.in_layer.forward()
        return self.in_array.clip(0)

    def backward(self, dwnstrm):
        self.in_layer.backward(dwnstrm * (self.in_array >= 0).astype(float))
