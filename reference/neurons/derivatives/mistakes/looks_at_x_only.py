"""The slopes along x are right and those along y are zero: the second column does not occur in the
sum. Every point has two coordinates.

Caught-by: points
"""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
c.backward()
dc_da = a.grad
dc_db = b.grad

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    points = one_thousand_random_points
    points.grad = None
    (points[:, 0] ** 2 + 5).sum().backward()
    return points.grad.detach().numpy()
