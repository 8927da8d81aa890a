"""The shape that all layers have, as a layer that does nothing."""


class Layer:
    """A step of the network. As it stands it passes everything on unchanged.

    `forward(input)` takes one sample per row, shape (rows, input_units), and returns shape
    (rows, output_units). `backward(input, grad_output)` is given the same `input` again, together
    with the gradient of the loss with respect to the layer's output, and returns the gradient with
    respect to `input`. A layer that learns takes its step downhill in there, too.
    """

    def __init__(self):
        """A layer with parameters makes them here. This one has none."""

    def forward(self, input):
        return input

    def backward(self, input, grad_output):
        # The output moves exactly as the input does, so their slopes are the same.
        return grad_output
