"""Reference for `relu`: keep what is positive."""


def relu(x: float) -> float:
    """The number x itself where it is positive, and zero where it is not."""
    ### BEGIN SOLUTION
    return max(x, 0.0)
    ### END SOLUTION
