"""The result is printed, which shows it to you and to nobody else. The caller needs it handed back.

Caught-by: positive
"""


def relu(x: float) -> float:
    print(max(x, 0.0))
