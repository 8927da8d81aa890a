"""Nothing is returned for a negative number, and in Python nothing is `None`. Which value should a
dark lamp have?

Caught-by: negative
"""


def relu(x: float) -> float:
    if x > 0:
        return x
