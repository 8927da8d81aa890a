"""Asks for the gradients, without storing any."""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
dc_da, dc_db = t.autograd.grad(c, [a, b])

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    f = (one_thousand_random_points**2).sum() + 5
    (gradient,) = t.autograd.grad(f, one_thousand_random_points)
    return gradient.numpy()
