"""Reference for derivatives that PyTorch finds: two single ones, and two thousand at once."""

import numpy as np
import torch as t

a = t.tensor([5.0], requires_grad=True)
b = t.tensor([3.0], requires_grad=True)
c = a**2 + b**2
### BEGIN SOLUTION
c.backward()
dc_da = a.grad
dc_db = b.grad
### END SOLUTION

one_thousand_random_points = t.rand(1000, 2, requires_grad=True)


def gradient_of_x_squared_plus_y_squared_plus_5_thousand_times() -> np.ndarray:
    """The gradient of the sum of x² + y² + 5 over the 1000 points, as a NumPy array, (1000, 2).

    Every call gives the same, however often it is called.
    """
    points = one_thousand_random_points
    ### BEGIN SOLUTION
    points.grad = None
    total = (points**2).sum() + 5 * len(points)
    total.backward()
    return points.grad.detach().numpy()
    ### END SOLUTION
