"""Finite differences: no false alarm on smooth functions, every planted fault seen, None at kinks.

`consistent` is given functions in place of a student's forward pass.
"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from autograder.checks.differences import STEPS, consistent, richardson


def softmax(x):
    powers = np.exp(x - x.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def softmax_vjp(x, upstream):
    shares = softmax(x)
    return shares * (upstream - (upstream * shares).sum(axis=1, keepdims=True))


# name → the function and its vector–Jacobian product
SMOOTH = {
    "square": (lambda x: x**2, lambda x, g: 2 * x * g),
    "sine": (np.sin, lambda x, g: np.cos(x) * g),
    "tanh": (np.tanh, lambda x, g: g / np.cosh(x) ** 2),
    "exponential": (np.exp, lambda x, g: np.exp(x) * g),
    "sigmoid": (
        lambda x: 1 / (1 + np.exp(-x)),
        lambda x, g: g * np.exp(-x) / (1 + np.exp(-x)) ** 2,
    ),
    "softmax": (softmax, softmax_vjp),
    "linear": (lambda x: 3 * x + 1, lambda x, g: 3 * g),
    "constant": (lambda x: np.full_like(x, 1e6), lambda x, g: np.zeros_like(x)),
    "cube": (lambda x: x**3, lambda x, g: 3 * x**2 * g),
}
FAULTS = {
    "1.0005": lambda g: 1.0005 * g,
    "1 + 1e-6": lambda g: (1 + 1e-6) * g,
    "sign": lambda g: -g,
    "transposed": lambda g: g.T,
    "one entry": lambda g: g + np.eye(*g.shape)[::-1] * [1e-3, 0, 0],
    "hidden from ones": lambda g: g + np.array([1.0, -1.0, 0.0]),
    "zeros": np.zeros_like,
    "NaN": lambda g: g * np.nan,
}


def judge(function, gradient, point, upstream, rng):
    return consistent(lambda points: [function(p) for p in points], point, gradient, upstream, rng)


@pytest.mark.parametrize("name", SMOOTH)
def test_the_right_gradient_of_a_smooth_function_is_never_doubted(name, soak):
    function, vjp = SMOOTH[name]
    for seed in range(5000 if soak else 200):
        rng = np.random.default_rng(seed)
        point, upstream = rng.normal(size=(2, 3, 3)) * 10.0 ** rng.integers(-2, 1)
        gradient = vjp(point, upstream)
        assert judge(function, gradient, point, upstream, rng) is not False, seed


@pytest.mark.parametrize("name", [name for name in SMOOTH if name != "constant"])
@pytest.mark.parametrize("fault", FAULTS)
def test_a_planted_fault_is_never_believed(name, fault):
    function, vjp = SMOOTH[name]
    caught = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        point, upstream = rng.normal(size=(2, 3, 3))
        wrong = FAULTS[fault](vjp(point, upstream))
        verdict = judge(function, wrong, point, upstream, rng)
        assert verdict is not True, seed
        caught += verdict is False
    assert caught >= 38


@given(
    st.integers(0, 2**32 - 1),
    st.floats(-3, 3),
    st.floats(-3, 3),
    st.floats(0.1, 3),
)
def test_right_gradients_of_random_compositions_are_not_doubted(seed, a, b, width):
    rng = np.random.default_rng(seed)
    weights = rng.normal(size=(4, 3))

    def function(x):
        return np.tanh(width * x @ weights) * a + np.sin(x[:, :3]) * b

    point, upstream = rng.normal(size=(5, 4)), rng.normal(size=(5, 3))
    inner = upstream * a * width / np.cosh(width * point @ weights) ** 2
    gradient = inner @ weights.T
    gradient[:, :3] += upstream * b * np.cos(point[:, :3])
    assert judge(function, gradient, point, upstream, rng) is not False


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
def test_at_a_kink_any_subgradient_is_left_undecided(slope):
    """Some entries stand exactly on the kink of max(x, 0)."""
    for seed in range(50):
        rng = np.random.default_rng(seed)
        point, upstream = rng.normal(size=(2, 4, 3))
        point[0] = 0.0
        gradient = upstream * np.where(point == 0, slope, point > 0)
        verdict = judge(lambda x: np.maximum(x, 0), gradient, point, upstream, rng)
        assert verdict is not False, (seed, slope)


@pytest.mark.parametrize("distance", np.geomspace(1e-6, 0.1, 40))
@pytest.mark.parametrize("weight", [1.0, 1e-3, 1e-5])
def test_near_a_kink_a_right_gradient_is_never_doubted(distance, weight):
    """However near it is, and however little it weighs among the other entries."""
    for seed in range(20):
        rng = np.random.default_rng(seed)
        point, upstream = rng.normal(size=(2, 4, 3))
        point = np.where(np.abs(point) < 0.5, 0.5, point)
        point[1, 1], upstream[1, 1] = distance, weight
        gradient = upstream * (point > 0)
        verdict = judge(lambda x: np.maximum(x, 0), gradient, point, upstream, rng)
        assert verdict is not False, (seed, distance, weight)


def test_a_forward_pass_that_gives_nan_agrees_with_nothing():
    rng = np.random.default_rng(0)
    point, upstream = rng.normal(size=(2, 3, 3))
    assert judge(lambda x: x * np.nan, point, point, upstream, rng) is not True


def test_a_forward_pass_of_noise_is_left_undecided():
    rng, noise = np.random.default_rng(0), np.random.default_rng(1)
    point, upstream = rng.normal(size=(2, 3, 3))
    verdict = judge(lambda x: x + noise.normal(size=x.shape), upstream, point, upstream, rng)
    assert verdict is None


def test_all_points_are_asked_for_in_few_round_trips():
    trips = []

    def evaluate(points):
        trips.append(len(points))
        return [p**2 for p in points]

    rng = np.random.default_rng(0)
    point = rng.normal(size=(3, 3))
    assert consistent(evaluate, point, 2 * point, np.ones((3, 3)), rng)
    assert len(trips) == 1


def test_extrapolation_is_exact_for_an_even_error_of_fourth_order():
    slopes = [2.0 + 3 * h**2 + 5 * h**4 for h in STEPS]
    assert abs(richardson(slopes).value - 2.0) < 1e-14
