"""backward on a tensor of many numbers, with ones to start from."""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
c.backward(t.ones(1))
dc_da = a.grad.clone()
dc_db = b.grad.clone()

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    points = one_thousand_random_points
    points.grad = None
    each = (points**2).sum(dim=1) + 5
    each.backward(t.ones(1000))
    return np.asarray(points.grad.tolist())
