"""masked_fill."""


def tensor_relu(input_tensor):
    return input_tensor.masked_fill(input_tensor <= 0, 0)
