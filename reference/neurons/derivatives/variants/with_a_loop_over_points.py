"""A sum of single terms, point by point, for small parts at a time."""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
c.backward()
dc_da, dc_db = (leaf.grad for leaf in (a, b))

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    points = one_thousand_random_points
    points.grad = None
    total = t.tensor(0.0)
    for part in points.split(100):
        total = total + (part * part).sum() + 5 * len(part)
    total.backward()
    gradient = points.grad
    return gradient.detach().numpy().astype(np.float64)
