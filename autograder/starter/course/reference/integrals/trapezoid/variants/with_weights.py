"""As a weighted sum of the heights."""

import numpy as np


def trapezoid(f, a, b, n):
    weights = np.ones(n + 1)
    weights[[0, -1]] = 0.5
    return (b - a) / n * (weights @ f(np.linspace(a, b, n + 1)))
