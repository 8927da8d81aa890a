"""Hidden checks of the first derivatives: dc/da, dc/db, and the gradient at a thousand points."""

import numpy as np

from autograder.checks import as_array, check, difference, fail
from autograder.checks.outcome import NoAnswer
from reference.neurons.tensors import SINGLE, expect_single, single, tensor

GRADIENT = "gradient_of_x_squared_plus_y_squared_plus_5_thousand_times"


def expect_slope(student, name, of):
    """One number, found by PyTorch, that is twice the number it belongs to."""
    with student.scenario() as s:
        slope = s.name(name)
        got, found = s.take(slope), s.take(s.module("torch").is_tensor(slope))
        at, grad = s.take(s.name(of)), s.take(s.name(of).grad)
    value = as_array(got.value)
    if value is None:
        fail(f"`{name}` is not a number. It is read from `{of}`, once the way back has been gone.")
    if value.size != 1:
        fail(f"`{name}` holds {value.size} numbers; it is the slope at one point, so it holds one.")
    if found.value is not True and grad.value is None and not went_back(student):
        fail(
            f"`{name}` was not found by PyTorch. Let it go the way back from `c`, then ask `{of}`."
        )
    expect_single(value.reshape(1), 2 * np.reshape(at.value, 1), f"`{name}`")


def went_back(student):
    """Whether the notes of `c` are used up, as they are once the way back has been gone."""
    try:
        with student.scenario() as s:
            grad = s.module("torch").autograd.grad
            s.take(grad(s.name("c"), [s.name("a"), s.name("b")], retain_graph=True)[0])
    except NoAnswer:
        return True
    return False


@check("dc_da", "`dc_da` is the slope of c along a", 2)
def dc_da(student, rng):
    expect_slope(student, "dc_da", "a")


@check("dc_db", "`dc_db` is the slope of c along b", 2)
def dc_db(student, rng):
    expect_slope(student, "dc_db", "b")


def at_points(student, rounds):
    """The gradients at these points, one call a round, and whether each is an array.

    The notebook's own points are put back, so that no check depends on another.
    """
    with student.scenario() as s:
        points, ask = s.name("one_thousand_random_points"), s.name(GRADIENT)
        ndarray = s.module("numpy").ndarray
        own = points.detach().clone()
        points.grad = None
        answers = []
        for values in rounds:
            points.data.copy_(tensor(s, values))
            got = ask()
            answers.append((s.take(got), s.take(s.instance_of(got, ndarray))))
        points.data.copy_(own)
        points.grad = None
    return answers


def is_stale(student):
    """Whether the gradient remains that of the notebook's own points when these are at 0."""
    try:
        with student.scenario() as s:
            points = s.name("one_thousand_random_points")
            own = points.detach().clone()
            points.grad = None
            points.data.zero_()
            got = s.name(GRADIENT)()
            # Compared over there: those points are others in every notebook.
            same = s.take(s.module("numpy").array_equal(got, own.mul(2).numpy()))
            points.data.copy_(own)
            points.grad = None
    except NoAnswer:
        return False
    return same.value is True


def draw(rng):
    return single(rng.normal(size=(1000, 2)))


@check("points", "All two thousand slopes are right", 4)
def points(student, rng):
    where = draw(rng)
    [(got, _)] = at_points(student, [where])
    want, what = 2 * where.astype(float), "the gradient at the thousand points"
    if difference(got.value, want, what, tolerance=SINGLE) is not None and is_stale(student):
        fail(
            f"{what.capitalize()} is that of the points as they were before they moved. Work it "
            "out in every call, from the numbers that they hold then."
        )
    expect_single(got.value, want, what)


@check("array", "The gradient is a NumPy array", 1, ["points"])
def array(student, rng):
    [(_, is_array)] = at_points(student, [draw(rng)])
    if is_array.value is not True:
        fail("What is returned is no NumPy array. A tensor can turn itself into one.")


@check("again", "A second call gives the gradient, not the sum of two", 1, ["points"])
def again(student, rng):
    first, second = draw(rng), draw(rng)
    answers = at_points(student, [first, first, second])
    for (got, _), where in zip(answers, (first, first, second), strict=True):
        want = 2 * where.astype(float)
        double = {"twice the right one: gradients add up from call to call": 2 * want}
        what = "called again, the gradient at the thousand points"
        expect_single(got.value, want, what, hints=double)


CHECKS = [dc_da, dc_db, points, array, again]
