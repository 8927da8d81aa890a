"""The bend is rounded off, so that all outputs are a little too large. That is a softplus; a relu
has a sharp corner.

Caught-by: positive
"""

import math


def relu(x: float) -> float:
    return math.log(1 + math.exp(x))
