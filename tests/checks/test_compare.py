"""What an answer's difference is called, and that no call gives a hidden number away."""

from __future__ import annotations

import re

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from autograder.box.inside.wire import Opaque
from autograder.checks import CheckFailed, as_array, difference, expect
from autograder.checks.compare import close
from autograder.errors import AutograderError

WANT = np.random.default_rng(7).normal(size=(4, 3))
SIZES = {"rows in the batch": 4, "features": 3}

RELATIONS = {
    "NaN": (np.where(WANT > 1, np.nan, WANT), "contains NaN"),
    "infinity": (np.where(WANT > 1, -np.inf, WANT), "contains infinity"),
    "NaN before infinity": (np.r_[np.nan, np.inf, np.ones(10)].reshape(4, 3), "contains NaN"),
    "zeros": (np.zeros((4, 3)), "is zero everywhere"),
    "sign": (-WANT, "has the opposite sign"),
    "a quarter": (WANT / 4, "exactly 1/4 of (4 is the number of rows in the batch)"),
    "times the rows": (4 * WANT, "exactly 4 times (4 is the number of rows in the batch)"),
    "minus a third": (-WANT / 3, "exactly minus 1/3 of (3 is the number of features)"),
    "1.0005": (1.0005 * WANT, "1.0005 times the right one"),
    "1 + 1e-6": ((1 + 1e-6) * WANT, "nearly right, but not to full (float64) precision"),
    "single precision": (WANT.astype(np.float32), "nearly right, but not to full (float64)"),
    "half precision": (WANT.astype(np.float16), "is wrong"),
    "rounded": (np.round(WANT), "is the right one rounded to whole numbers"),
    "three decimals": (np.round(WANT, 3), "is the right one rounded to a few decimals"),
    "transposed": (WANT.T, "has shape (3, 4); it should have shape (4, 3). The numbers are right:"),
    "flat": (WANT.ravel(), "has shape (12,); it should have shape (4, 3). The numbers are right."),
    "one column": (WANT[:, :1], "has shape (4, 1); it should have shape (4, 3)."),
    "a number": (1.5, "has shape (); it should have shape (4, 3)."),
    "one wrong entry": (np.r_[9.0, WANT.flat[1:]].reshape(4, 3), "right in 11 of 12 entries"),
    "anything else": (WANT**2 + 1, "it is wrong."),
    "nothing": (None, "is None"),
    "text": ("1.5", "is not numbers but a value of type str"),
    "an object": (Opaque("Tensor"), "is not numbers but a value of type Tensor"),
    "texts in a list": (["1.5", "2"], "is not numbers but a value of type list"),
    "a ragged list": ([[1.0], [1.0, 2.0]], "is not numbers but a value of type list"),
}


@pytest.mark.parametrize("relation", RELATIONS)
def test_each_relation_is_said_in_its_words(relation):
    got, words = RELATIONS[relation]
    sentence = difference(got, WANT, "it", sizes=SIZES)
    assert sentence is not None
    assert words in sentence


def test_a_square_transpose_is_named():
    want = np.random.default_rng(1).normal(size=(3, 3))
    assert difference(want.T, want, "it") == "it is the transpose of the right one."


@pytest.mark.parametrize("noise", [0.0, 1e-13, -1e-13])
def test_right_answers_differ_in_nothing(noise):
    assert difference(WANT + noise, WANT, "it") is None
    assert difference((WANT + noise).tolist(), WANT, "it") is None


@pytest.mark.parametrize("factor", [1.0005, 1 + 1e-6, 1 + 1e-8, -1, 0.5, np.nan, np.inf])
def test_a_wrong_factor_is_seen_at_every_size_of_numbers(factor):
    for size in (1e-6, 1.0, 1e6):
        assert not close(factor * size * WANT, size * WANT)
        with pytest.raises(CheckFailed):
            expect(factor * size * WANT, size * WANT, "it")


def test_numbers_that_come_from_larger_ones_are_measured_by_those():
    want = np.array([1e-5])
    assert difference(want + 1e-8, want, "it") is not None
    assert difference(want + 1e-8, want, "it", scale=100.0) is None


def test_a_known_wrong_value_is_called_by_its_hint():
    other = WANT**2
    sentence = difference(other, WANT, "it", hints={"the square of the right one": other})
    assert sentence == "it is the square of the right one."


def test_a_hint_that_holds_an_infinity_is_never_met():
    hints = {"infinite": np.full((4, 3), np.inf)}
    assert "infinite" not in difference(WANT + 1, WANT, "it", hints=hints)


def test_a_sentence_starts_with_a_capital_letter():
    with pytest.raises(CheckFailed, match=r"^The gradient has the opposite sign\.$"):
        expect(-WANT, WANT, "the gradient")


@pytest.mark.parametrize("broken", [np.nan, np.inf])
def test_an_oracle_that_is_no_number_is_not_held_against_the_student(broken):
    """Everything differs from NaN, so a broken oracle would fail every right answer."""
    with pytest.raises(AutograderError, match="oracle"):
        expect(WANT, np.where(WANT > 1, broken, WANT), "it")


def test_one_number_alone_gives_no_factor_away():
    """From 'it is c times the right one' and your own number, the right one follows."""
    assert difference(2.0, np.array(1.2345678), "it") == "it is wrong."
    for got, want in (([2.0, 0.0], [1.2345678, 0.0]), ([2.0] * 3, [1.2345678] * 3)):
        assert "times" not in difference(got, np.array(want), "it")


def test_one_number_off_by_the_batch_size_is_still_named():
    sentence = difference(0.3, np.array(1.2), "it", sizes={"rows": 4})
    assert sentence == "it is exactly 1/4 of (4 is the number of rows) the right one."


REAL = st.floats(-1e3, 1e3).filter(lambda x: abs(x) > 1e-3)
PAIRS = array_shapes(max_dims=2, max_side=4).flatmap(
    lambda shape: st.tuples(arrays(np.float64, shape, elements=REAL), st.integers(0, 6), REAL)
)


@given(PAIRS)
def test_no_sentence_holds_a_number_of_the_right_answer(pair):
    want, kind, number = pair
    got = [
        -want,
        want / 4,
        np.full_like(want, number),
        want.T,
        want + number,
        np.where(want > 0, want, number),
        want.astype(np.float32),
    ][kind]
    sentence = difference(got, want, "it", sizes={"rows": 4}) or ""
    counts = {"4", "1", "64", *map(str, want.shape), *map(str, range(want.size + 1))}
    words = set(re.findall(r"\d+(?:\.\d+)?(?:e-?\d+)?", sentence)) - counts
    forms = ("{:.3g}", "{:.4g}", "{:.6g}", "{:g}", "{!r}")
    hidden = {form.format(abs(float(x))) for x in want.flat for form in forms}
    assume(not hidden & counts)
    assert not words & hidden, sentence


ODD = st.recursive(
    st.one_of(
        st.none(), st.booleans(), st.integers(), st.floats(), st.text(), st.just(Opaque("x"))
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(ODD)
def test_whatever_comes_out_of_a_box_is_compared_without_an_error(value):
    array = as_array(value)
    assert array is None or array.dtype == np.float64
    assert isinstance(difference(value, WANT, "it"), str)


def test_a_single_number_is_0_and_not_zero_everywhere():
    assert difference(0.0, np.asarray(2.5), "the loss") == "the loss is 0."
