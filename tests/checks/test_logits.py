"""Drawn logits leave every share of ordinary size, and a bounded loss is seen."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import CheckFailed, logits
from autograder.checks.scenario import Answer


def shares(table):
    powers = np.exp(table - table.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def losses_of(floor):
    """The answers of somebody who lifts every share to this before the logarithm."""
    answers = []
    for one in logits.improbable():
        p = shares(one.logits)[np.arange(2), one.labels]
        answer = Answer()
        with np.errstate(divide="ignore"):
            answer.fill(-np.mean(np.log(np.maximum(p, floor))))
        answers.append(answer)
    return answers


@pytest.mark.parametrize("classes", range(2, 7))
def test_no_share_is_small_and_none_is_all(classes):
    drawn = logits.draw_logits(np.random.default_rng(1), 20_000, classes)
    assert shares(drawn).min() > 0.05
    assert shares(drawn).max() < 0.8


@pytest.mark.parametrize("classes", range(2, 7))
def test_an_epsilon_of_a_power_of_ten_is_on_one_side_of_the_tolerance_whatever_is_drawn(classes):
    p = shares(logits.draw_logits(np.random.default_rng(2), 20_000, classes))
    off = {e: np.abs(np.log(p + e) - np.log(p)) / np.abs(np.log(p)) for e in (1e-6, 1e-5)}
    assert off[1e-6].max() < logits.NEAR < off[1e-5].min()


def test_whole_logits_keep_their_signs_and_are_never_zero():
    whole = logits.whole_logits(np.array([[-0.65, -0.001, 0.001, 0.65]]))
    assert whole.tolist() == [[-2, -1, 1, 2]]


def test_at_large_logits_every_label_has_an_ordinary_share():
    for one in logits.large():
        of_labels = shares(one.logits)[np.arange(len(one.labels)), one.labels]
        assert (of_labels > 0.1).all()
        assert (of_labels < 0.9).all()


@pytest.mark.parametrize("floor", [1e-300, 1e-15, 1e-7])
def test_a_loss_that_stops_growing_is_told_why(floor):
    with pytest.raises(CheckFailed, match="never rises above a certain bound"):
        logits.expect_no_bound(losses_of(floor))


def test_a_loss_that_becomes_infinite_is_left_to_the_comparison_that_follows():
    logits.expect_no_bound(losses_of(0.0))
