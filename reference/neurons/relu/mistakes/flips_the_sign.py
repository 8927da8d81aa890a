"""A negative number comes out positive and a positive one as zero. You bend the line at the right
place but keep the wrong half, turned around.

Caught-by: positive
"""


def relu(x: float) -> float:
    return max(-x, 0.0)
