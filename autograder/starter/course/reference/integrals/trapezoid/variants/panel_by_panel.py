"""A loop in plain Python, one panel after another."""


def trapezoid(f, a, b, n):
    h = (b - a) / n
    total = 0.0
    for i in range(n):
        left, right = a + i * h, a + (i + 1) * h
        total += h * (f(left) + f(right)) / 2
    return total
