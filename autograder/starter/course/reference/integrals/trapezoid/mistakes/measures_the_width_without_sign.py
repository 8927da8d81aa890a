"""You take the width of a panel without its sign. From right to left every step is negative, and so
is the area: what does `(b - a) / n` give by itself?

Caught-by: backwards
"""

import numpy as np


def trapezoid(f, a, b, n):
    heights = f(np.linspace(a, b, n + 1))
    return abs(b - a) / n * (heights[:-1] + heights[1:]).sum() / 2
