"""What the public tests compare with; each raises an AssertionError that shows both sides."""

import math

import torch as t


def assert_with_expect(expected, actual):
    """Both are equal."""
    assert expected == actual, f"It should be {expected}, but it is {actual}."


def assert_list_of_floats_within_epsilon(expected, actual, eps=0.0001):
    """Two lists of the same length, entry by entry no further apart than eps."""
    same_length = len(expected) == len(actual)
    assert same_length, f"There should be {len(expected)} numbers, but there are {len(actual)}."
    close = all(math.fabs(e - a) < eps for e, a in zip(expected, actual))
    assert close, f"The list should be {expected}, but it is {actual}."


def assert_tensors_within_epsilon(expected, actual, eps=0.001):
    """Two tensors of the same shape, entry by entry no further apart than eps."""
    assert t.is_tensor(actual), f"A tensor is wanted here, but this is {actual!r}."
    shapes = tuple(expected.shape), tuple(actual.shape)
    assert shapes[0] == shapes[1], f"The shape should be {shapes[0]}, but it is {shapes[1]}."
    distance = (expected - actual).abs()
    assert bool((distance < eps).all()), f"It should be\n{expected}\nbut it is\n{actual}"
