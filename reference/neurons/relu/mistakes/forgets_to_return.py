"""The result is worked out and then thrown away. A function hands back only what stands after
`return`.

Caught-by: positive
"""


def relu(x: float) -> float:
    y = x
    if x < 0:
        y = 0.0
