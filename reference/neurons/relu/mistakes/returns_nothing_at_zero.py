"""For exactly zero no `return` is reached, and the answer is None. Which of your comparisons should zero
belong to?

Caught-by: any_size
"""


def relu(x):
    if x > 0:
        return x
    elif x < 0:
        return 0
