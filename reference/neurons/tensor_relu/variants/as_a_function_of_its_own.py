"""Forward and backward written by hand."""

import torch as t


class Bend(t.autograd.Function):
    @staticmethod
    def forward(ctx, x):
        ctx.save_for_backward(x)
        return x.clamp(min=0)

    @staticmethod
    def backward(ctx, upstream):
        (x,) = ctx.saved_tensors
        return upstream * (x >= 0)


def tensor_relu(input_tensor: t.Tensor) -> t.Tensor:
    return Bend.apply(input_tensor)
