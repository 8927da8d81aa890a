"""The trapezoid rule."""

import numpy as np


def trapezoid(f, a, b, n):
    """The area under `f` from `a` to `b`, by the trapezoid rule with `n` panels of equal width.

    `f` takes a number, or an array of numbers, and returns the height or heights there. Where `b`
    lies left of `a`, the area counts as negative, as integrals do.
    """
    ### BEGIN SOLUTION
    x = np.linspace(a, b, n + 1)
    heights = f(x)
    return (b - a) / n * (heights.sum() - (heights[0] + heights[-1]) / 2)
    ### END SOLUTION
