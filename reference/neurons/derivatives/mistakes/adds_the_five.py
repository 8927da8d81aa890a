"""The constant of the function turns up in its slopes. Lifting a hill does not make it any steeper:
what is the derivative of a number that never changes?

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
    return 2 * one_thousand_random_points.detach().numpy() + 5
