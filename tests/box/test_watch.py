"""Watched functions: every way to exponentiate in a cell is seen, and no result changes."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.box.inside import watch

NAMES = ["numpy.exp", "numpy.exp2", "numpy.expm1", "numpy.power"]


@pytest.fixture
def watchers():
    before = {name: getattr(np, name.removeprefix("numpy.")) for name in NAMES}
    try:
        yield watch.install(NAMES)
    finally:
        for name, function in before.items():
            setattr(np, name.removeprefix("numpy."), function)


def run(source, filename="<cell 3>"):
    names = {"np": np, "x": np.array([1.0, -2.0, 5.0])}
    exec(compile(source, filename, "exec"), names)
    return names


# cell → the largest exponent that it must be seen to use
SEEN = {
    "np.exp(x)": 5.0,
    "np.exp(-x)": 2.0,
    "from numpy import exp\nexp(x)": 5.0,
    "from numpy import *\nexp(x)": 5.0,
    "import numpy\nnumpy.exp(x)": 5.0,
    "np.exp(x, out=x)": 5.0,
    "np.exp(x, x)": 5.0,
    "np.exp(x, where=x < 0, out=np.zeros(3))": -2.0,
    "np.exp(x[:, None], where=[True], out=np.zeros((3, 1)))": 5.0,
    "np.exp(3)": 3.0,
    "np.exp([1, 2])": 2.0,
    "np.exp(np.array([np.nan, 4.0]))": 4.0,
    "np.exp2(x)": 5.0,
    "np.expm1(x)": 5.0,
    "np.power(np.e, x)": 5.0,
    "np.power(2.0, [[1, 7]])": 7.0,
    "np.power(0.5, x)": -np.inf,
    "list(map(lambda v: np.exp(v), x))": 5.0,
    "def f(v): return np.exp(v)\nf(x)": 5.0,
    "np.exp(np.array([]))": -np.inf,
    "np.sin(x)": -np.inf,
}


@pytest.mark.parametrize("source", SEEN)
def test_what_a_cell_exponentiates_is_seen(watchers, source):
    run(source)
    assert max(w.largest for w in watchers.values()) == SEEN[source]


def test_what_a_library_does_inside_is_its_own_business(watchers):
    run("def library(v): return np.exp(v)\nlibrary(x)", "/usr/lib/library.py")
    assert watchers["numpy.exp"].largest == -np.inf


@pytest.mark.parametrize("source", ["np.exp('a')", "np.exp()", "np.exp(object())", "np.power(2)"])
def test_nonsense_meets_the_same_error_as_without_a_watcher(watchers, source):
    with pytest.raises(TypeError):
        run(source)


def test_results_are_the_originals(watchers):
    x = np.linspace(-3, 3, 7)
    original = watchers["numpy.exp"]._function
    assert np.array_equal(run("y = np.exp(x)")["y"], original([1.0, -2.0, 5.0]))
    assert np.array_equal(np.exp(x), original(x))
    assert (np.exp.nin, np.exp.nargs, np.exp.__name__) == (1, 2, "exp")
    assert np.power.outer([2], [3]).tolist() == [[8]]


def test_a_watched_function_can_be_pickled_by_its_name(watchers):
    assert watchers["numpy.exp"].__reduce__() == "exp"


def test_each_watcher_is_installed_where_it_was(watchers):
    assert np.exp is watchers["numpy.exp"]
    assert set(watchers) == set(NAMES)


def test_a_function_that_is_not_there_is_an_error():
    with pytest.raises(AttributeError):
        watch.install(["numpy.nothing"])
