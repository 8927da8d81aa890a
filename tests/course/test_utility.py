"""`check_gradient` as students get it: right gradients never fail, planted faults always do."""

from __future__ import annotations

import importlib.util
import os
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

Array = NDArray[np.float64]
SEEDS = int(os.environ.get("AUTOGRADER_SOAK", "3000"))
UTILITY = Path(__file__).parents[2] / "assignments" / "common" / "utility.py"


def load() -> ModuleType:
    spec = importlib.util.spec_from_file_location("shipped_utility", UTILITY)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


check_gradient: Callable[..., bool] = load().check_gradient


class TwoLayers:
    """The loss of a small relu network as a function of its first matrix, with its gradient."""

    def __init__(self, seed: int) -> None:
        rng = np.random.default_rng(seed)
        self.data, self.labels = rng.normal(size=(10, 3)), rng.normal(size=(10, 2))
        self.second = rng.normal(size=(5, 2))
        self.start = rng.normal(size=(3, 5))

    def loss(self, first: Array) -> Any:
        hidden = np.maximum(self.data @ first, 0)
        return 0.05 * np.sum((hidden @ self.second - self.labels) ** 2)

    def gradient(self, first: Array) -> Array:
        before = self.data @ first
        residual = (np.maximum(before, 0) @ self.second - self.labels) / 10
        gradient: Array = self.data.T @ ((residual @ self.second.T) * (before > 0))
        return gradient


def softmax_loss(logits: Array) -> Any:
    shifted = logits - logits.max(axis=1, keepdims=True)
    return np.mean(np.log(np.exp(shifted).sum(axis=1)) - shifted[:, 0])


def softmax_gradient(logits: Array) -> Array:
    shares: Array = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares /= shares.sum(axis=1, keepdims=True)
    shares[:, 0] -= 1
    return shares / len(logits)


@pytest.mark.parametrize("block", range(10))
def test_a_right_gradient_never_fails_whatever_the_seed(block: int) -> None:
    for seed in range(30 * block, 30 * block + 30):
        net = TwoLayers(seed)
        assert check_gradient(net.loss, net.gradient, net.start), f"false alarm at seed {seed}"


@pytest.mark.slow
def test_a_right_gradient_never_fails_on_thousands_of_seeds() -> None:
    for seed in range(10_000, 10_000 + SEEDS):
        net = TwoLayers(seed)
        assert check_gradient(net.loss, net.gradient, net.start), f"false alarm at seed {seed}"


PLANTED: dict[str, Callable[[Array], Any]] = {
    "a factor of 1.0005": lambda g: 1.0005 * g,
    "a flipped sign": lambda g: -g,
    "one flipped sign": lambda g: np.where(np.arange(g.size).reshape(g.shape) == 7, -g, g),
    "zeros": np.zeros_like,
    "a missing average": lambda g: 10 * g,
    "the other reading order": lambda g: g.T.reshape(g.shape),
    "a transposed array": lambda g: g.T,
    "a NaN": lambda g: np.where(np.arange(g.size).reshape(g.shape) == 4, np.nan, g),
    "float32": lambda g: g.astype(np.float32) * np.float32(1.00001),
    "a sum": lambda g: g.sum(keepdims=True),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_a_planted_fault_always_fails(fault: str) -> None:
    for seed in range(25):
        net = TwoLayers(seed)
        assert not check_gradient(
            net.loss, lambda w, n=net: PLANTED[fault](n.gradient(w)), net.start
        )


def test_an_unsummed_bias_gradient_fails_and_is_never_broadcast(
    capsys: pytest.CaptureFixture[str],
) -> None:
    data = np.random.default_rng(3).normal(size=(6, 4))

    def loss(bias: Array) -> Any:
        return 0.5 * np.sum((data + bias) ** 2)

    assert check_gradient(loss, lambda b: (data + b).sum(axis=0, keepdims=True), np.ones((1, 4)))
    assert not check_gradient(loss, lambda b: data + b, np.ones((1, 4)))
    assert "has shape (6, 4), but x has shape (1, 4)" in capsys.readouterr().out


def test_a_transposed_square_matrix_fails() -> None:
    weights = np.random.default_rng(0).normal(size=(4, 4))
    assert check_gradient(lambda x: np.sum(weights * x), lambda x: weights, weights)
    assert not check_gradient(lambda x: np.sum(weights * x), lambda x: weights.T, weights)


def test_the_largest_disagreement_is_named_with_both_numbers(
    capsys: pytest.CaptureFixture[str],
) -> None:
    point = np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]])

    def gradient(x: Array) -> Array:
        x[1, 2] += 0.5
        return x

    assert not check_gradient(lambda x: 0.5 * np.sum(x**2), gradient, point)
    printed = capsys.readouterr().out
    assert "1 of the 6 entries" in printed
    assert "index [1, 2]" in printed
    assert "your gradient says 6.5, the measured slope is 6." in printed


def test_a_point_on_a_corner_is_moved_and_not_blamed() -> None:
    point = np.array([[0.0, -0.0, 1.0], [-1.0, 1e-9, 3e-4]])
    for at_zero in (0.0, 0.5, 1.0):

        def gradient(x: Array, at_zero: float = at_zero) -> Array:
            return np.where(x == 0, at_zero, (x > 0).astype(float))

        assert check_gradient(lambda x: np.sum(np.maximum(x, 0)), gradient, point)


def test_a_wrong_gradient_is_caught_even_when_every_entry_starts_on_a_corner() -> None:
    origin = np.zeros((3, 2))
    assert check_gradient(lambda x: np.sum(np.abs(x)), np.sign, origin)
    assert not check_gradient(lambda x: np.sum(np.abs(x)), lambda x: -np.sign(x), origin)


@pytest.mark.parametrize("distance", 10.0 ** -np.arange(1, 16))
def test_a_corner_at_any_distance_raises_no_alarm(distance: float) -> None:
    point = np.array([distance, -distance, 0.7])

    def gradient(x: Array) -> Array:
        return (x > 0) + 2 * x

    assert check_gradient(lambda x: np.sum(np.maximum(x, 0) + x**2), gradient, point)


@pytest.mark.parametrize("size", 10.0 ** -np.arange(6))
def test_a_faint_corner_on_a_curved_loss_raises_no_alarm(size: float) -> None:
    point = np.array([0.0, 1e-12, -1e-9])
    assert check_gradient(
        lambda x: np.sum(size * np.maximum(x, 0) + np.cosh(x)),
        lambda x: size * (x > 0) + np.sinh(x),
        point,
    )


@pytest.mark.parametrize("scale", [1e-3, 1.0, 30.0, 1e3, 1e5])
def test_the_scale_of_the_numbers_does_not_matter(scale: float) -> None:
    for seed in range(10):
        logits = scale * np.random.default_rng(seed).normal(size=(5, 4))
        assert check_gradient(softmax_loss, softmax_gradient, logits)


def test_a_wrong_factor_is_caught_at_large_logits() -> None:
    logits = 30 * np.random.default_rng(0).normal(size=(5, 4))
    assert not check_gradient(softmax_loss, lambda x: 1.0005 * softmax_gradient(x), logits)


@pytest.mark.parametrize("shape", [(), (1,), (1, 1)])
def test_a_loss_may_come_as_an_array_of_one_number(shape: tuple[int, ...]) -> None:
    point = np.arange(3.0)
    assert check_gradient(lambda x: np.reshape(x @ x, shape), lambda x: 2 * x, point)
    assert not check_gradient(lambda x: np.reshape(x @ x, shape), lambda x: x, point)


def test_a_loss_of_several_numbers_is_refused() -> None:
    with pytest.raises(ValueError, match=r"one number, but gave an array of shape \(3,\)"):
        check_gradient(lambda x: x, lambda x: x, np.ones(3))


def test_neither_the_argument_nor_the_global_random_state_changes() -> None:
    point = np.arange(4.0)
    before = point.copy()
    np.random.seed(5)
    state = np.random.get_state()[1].copy()  # type: ignore[index]

    def loss(x: Array) -> Any:
        x *= 2
        return np.sum(x)

    check_gradient(loss, lambda x: np.full_like(x, 2.0), point)
    assert np.array_equal(point, before)
    assert np.array_equal(np.random.get_state()[1], state)  # type: ignore[index]


def test_integers_are_checked_as_numbers() -> None:
    assert check_gradient(lambda x: 0.5 * np.sum(x**2), lambda x: x, np.array([1, 2, 3]))


def test_a_function_that_cannot_be_measured_fails_and_says_why(
    capsys: pytest.CaptureFixture[str],
) -> None:
    noise = np.random.default_rng(1)
    assert not check_gradient(lambda x: np.sum(x) + noise.normal(), np.ones_like, np.ones(4))
    assert not check_gradient(lambda x: np.nan, np.ones_like, np.ones(4))
    assert "draw random numbers" in capsys.readouterr().out


def test_large_arrays_are_sampled_and_still_judged() -> None:
    calls = [0]

    def loss(x: Array) -> Any:
        calls[0] += 1
        return 0.5 * np.sum(x**2)

    point = np.random.default_rng(2).normal(size=(100, 100))
    assert check_gradient(loss, lambda x: x, point)
    assert calls[0] < 10_000
    assert not check_gradient(loss, lambda x: 1.0005 * x, point)
