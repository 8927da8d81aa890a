"""Both numbers in one tensor, as in the text above the exercise."""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
a_and_b = t.tensor([5.0, 3.0], requires_grad=True)
c = (a_and_b**2).sum()
c.backward()
dc_da = a_and_b.grad[0]
dc_db = a_and_b.grad[1]

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    one_thousand_random_points.grad = None
    t.norm(one_thousand_random_points).pow(2).backward()
    return one_thousand_random_points.grad.numpy()
