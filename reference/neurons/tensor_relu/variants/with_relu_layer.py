"""A layer object."""

import torch as t

tensor_relu_layer = t.nn.ReLU()


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return tensor_relu_layer(input_tensor)
