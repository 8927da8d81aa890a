"""The gradient as a function of the points."""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
c.sum().backward()
dc_da = a.grad.squeeze()
dc_db = b.grad.squeeze()

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def total(points):
    return t.sum(points**2 + 2.5)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    return t.func.grad(total)(one_thousand_random_points.detach()).numpy()
