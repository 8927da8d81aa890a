"""Scenarios as an author reads them."""

from __future__ import annotations

import numpy as np

from autograder.authoring.transcript import compared, shown, transcript
from autograder.box.inside.wire import Opaque
from autograder.checks.compare import Comparison
from autograder.checks.scenario import Scenario


def lines(record, answers=()):
    scenario = Scenario()
    record(scenario)
    return transcript(scenario.operations, answers)


def test_a_scenario_reads_like_the_python_it_stands_for():
    def record(s):
        layer = s.name("Linear")(s.tuple(4, 3), out=5)
        layer.W = 2
        s.take(layer.forward())
        s.take(layer.W[0])

    assert lines(record, [np.ones((1, 2)), 7.0]) == [
        "v1 = Linear((4, 3), out=5)",
        "v1.W = 2",
        "v2 = v1.forward()",
        "v2  ->  [[1. 1.]]  (1, 2)",
        "v1.W[0]  ->  7.0",
    ]


def test_a_function_shows_its_body():
    def record(s):
        s.name("f")(s.function(lambda s, x: s.module("numpy").exp(x), "x"))

    assert lines(record) == [
        "function1 = def (x):",
        "    v1 = numpy.exp(x)",
        "    return v1",
        "v1 = f(function1)",
    ]


def test_what_got_no_answer_says_so():
    assert lines(lambda s: s.take(s.name("x")), None) == ["x  ->  no answer"]


def test_a_neighbour_says_what_it_has_and_gives():
    def record(s):
        below = s.stand_in(returns={"forward": None}, out_dims=[1])
        s.calls(below, "forward")

    first, second, third = lines(record, [[[1, [], {}]]])
    assert (
        first
        == "stand_in1 = a neighbour with {'out_dims': [1]} whose methods give {'forward': None}"
    )
    assert second == "calls1 = calls(stand_in1, 'forward')"
    assert third == "calls1  ->  [[1, [], {}]]"


def test_a_large_array_is_shown_by_its_edges_and_its_shape():
    text = shown(np.zeros((100, 100)))
    assert text.endswith("(100, 100)")
    assert len(text) < 200
    assert shown(Opaque("Layer")) == "<Layer>"


def test_a_comparison_names_the_place_and_the_size_of_the_largest_error():
    got, want = np.array([[1.0, 2.0], [3.0, 4.5]]), np.array([[1.0, 2.0], [3.0, 4.0]])
    last = compared(Comparison("the value", got, want, 1e-9))[-1]
    assert last == "error   0.5 at (1, 1), 1.2e-01 of the largest number (allowed 1e-09)"


def test_a_nan_is_the_largest_error():
    last = compared(Comparison("it", np.array([9.0, np.nan]), np.array([1.0, 1.0]), 1e-9))[-1]
    assert "at (1,)" in last


def test_an_answer_of_another_shape_has_no_largest_error():
    rows = compared(Comparison("it", np.ones(3), np.ones((1, 3)), 1e-9))
    assert [row.split()[0] for row in rows] == ["answer", "oracle"]
    assert compared(Comparison("it", None, np.ones(1), 1e-9))[0] == "answer  None"


def test_tests_beside_the_code_are_shown_as_lines_with_what_came_instead_of_an_answer():
    scenario = Scenario()
    scenario.run_tests("x = half(3)\nassert x == 1.5\n")
    assert transcript(scenario.operations, None, "AssertionError") == [
        "tests1 = the lines",
        "    x = half(3)",
        "    assert x == 1.5",
        "tests1  ->  no answer (AssertionError)",
    ]
