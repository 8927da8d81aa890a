"""Hidden checks of `loss_function`: the mean over all entries, and its gradient."""

import numpy as np

from autograder.checks import as_array, check
from reference.neurons.examples import Example, shown_by
from reference.neurons.tensors import (
    expect_gradient,
    expect_single,
    expect_untouched,
    gradient,
    single,
    tensor,
)

SHAPES = ((4, 3), (1, 5), (3, 3), (10, 10))


def draw(rng, shape):
    """Wanted and actual outputs, the latter off by at least 0.05 everywhere."""
    wanted = rng.uniform(size=shape)
    off = rng.choice([-1, 1], size=shape) * rng.uniform(0.05, 1, size=shape)
    return single(wanted), single(wanted + off)


def one_number(value):
    """A loss as a number: 0-d, (1,) and (1, 1) count as one."""
    array = as_array(value)
    return array.reshape(()) if array is not None and array.size == 1 else value


def errors(expected, actual):
    return (actual.astype(float) - expected) ** 2


@check("values", "The loss is the mean of all squared differences", 4)
def values(student, rng):
    problems = [draw(rng, shape) for shape in SHAPES]
    with student.scenario() as s:
        answers = [
            s.take(
                s.name("loss_function")(
                    expected_outputs=tensor(s, wanted), actual_outputs=tensor(s, actual)
                ),
                one_number,
            )
            for wanted, actual in problems
        ]
    yield
    for answer, (wanted, actual) in zip(answers, problems, strict=True):
        each = errors(wanted, actual)
        hints = {
            "the sum of all squared differences: it should be their mean": each.sum(),
            "summed over each row and averaged over the rows: average over all": each.sum(1).mean(),
            "summed over the rows and averaged over the columns: average over all": each.sum(
                0
            ).mean(),
            "the mean difference without its square": np.sqrt(each).mean(),
            "the root of the mean: no root is asked for": np.sqrt(each.mean()),
            "half of the right one": each.mean() / 2,
        }
        wrong = {w: np.asarray(h) for w, h in hints.items() if abs(h - each.mean()) > 1e-3}
        expect_single(answer.value, each.mean(), "the loss", hints=wrong)


@check("gradient", "The gradient flows back to the actual outputs", 2, ["values"])
def gradients(student, rng):
    for shape in SHAPES[:3]:
        wanted, actual = draw(rng, shape)
        with student.scenario() as s:
            leaf = tensor(s, actual, True)
            result = s.name("loss_function")(tensor(s, wanted), leaf)
            [got] = gradient(s, result, tensor(s, single(1.0)), leaf)
        want = 2 * (actual.astype(float) - wanted) / actual.size
        expect_gradient(got, want, "`actual_outputs`")


@check("extremes", "Perfect outputs cost nothing, wild ones cost much", 1, ["values"])
def extremes(student, rng):
    wanted, actual = draw(rng, (4, 3))
    with student.scenario() as s:
        given, loss = tensor(s, wanted), s.name("loss_function")
        perfect = s.take(loss(given, given.clone()), one_number)
        wild = s.take(loss(tensor(s, 100 * wanted), tensor(s, 100 * actual)), one_number)
    yield
    expect_single(perfect.value, 0.0, "where actual and expected are the same, the loss", scale=1.0)
    expect_single(wild.value, 1e4 * errors(wanted, actual).mean(), "for large numbers, the loss")


@check("keeps", "Both tables are left as they were", 1, ["values"])
def keeps(student, rng):
    wanted, actual = draw(rng, (4, 3))
    with student.scenario() as s:
        one, other = tensor(s, wanted), tensor(s, actual)
        s.name("loss_function")(one, other)
        left = {
            "`expected_outputs`": (s.take(one), wanted),
            "`actual_outputs`": (s.take(other), actual),
        }
    yield
    for name, (after, before) in left.items():
        expect_untouched(after, before, name)


def example(wanted, actual, right):
    def ask(s):
        loss = s.name("loss_function")
        return s.take(loss(tensor(s, single(wanted)), tensor(s, single(actual))), one_number)

    return Example(f"expected_outputs = {wanted}\nactual_outputs = {actual}", ask, right)


EXAMPLES = (
    ([[1]], [[3]], 4),
    ([[3]], [[1]], 4),
    ([[1, 0]], [[0, 1]], 1),
    ([[1, 0]], [[2, 3]], 5),
    ([[1, 0], [0, 1]], [[2, 0], [0, 3]], 1.25),
)
CHECKS = [shown_by(values, [example(*one) for one in EXAMPLES]), gradients, extremes, keeps]
