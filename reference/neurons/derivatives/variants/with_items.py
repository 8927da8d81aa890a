"""Plain Python numbers, read from the gradients."""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
c.backward()
dc_da = a.grad.item()
dc_db = float(b.grad)

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    if one_thousand_random_points.grad is not None:
        one_thousand_random_points.grad.zero_()
    x, y = one_thousand_random_points[:, 0], one_thousand_random_points[:, 1]
    (x**2 + y**2 + 5).sum().backward()
    return one_thousand_random_points.grad.detach().cpu().numpy()
