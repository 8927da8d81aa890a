"""You add the heights at both ends in full. Each of them belongs to one panel only, and every other
height to two: how much of each should count?

Caught-by: values
"""

import numpy as np


def trapezoid(f, a, b, n):
    x = np.linspace(a, b, n + 1)
    return (b - a) / n * f(x).sum()
