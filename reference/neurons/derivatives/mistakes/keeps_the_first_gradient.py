"""The gradient is found once and handed out ever after, even when the points have moved. Work it
out in every call.

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
(one_thousand_random_points**2).sum().backward()
found = one_thousand_random_points.grad.clone().numpy()


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    return found
