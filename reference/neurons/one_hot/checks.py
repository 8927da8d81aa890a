"""Hidden checks of `one_hot_encoding`: every position, for few and for many classes."""

import numpy as np

from autograder.checks import check, expect, fail
from reference.neurons.examples import Example, shown_by
from reference.neurons.tensors import expect_tensor, is_tensor


@check("values", "There is a single 1, in the right place", 3)
def values(student, rng):
    asked = [(i, n) for n in (10, 3, 2, 1) for i in range(n)]
    asked += [(int(rng.integers(n)), n) for n in (17, 40)]
    with student.scenario() as s:
        answers = [s.take(s.name("one_hot_encoding")(i, n)) for i, n in asked]
    yield
    for answer, (i, classes) in zip(answers, asked, strict=True):
        want = np.eye(classes)[i]
        hints = {
            "right but for its 1, which stands one place too late": np.roll(want, 1),
            "right but for its 1, which stands one place too early": np.roll(want, -1),
        }
        hints = hints if classes > 2 else {}
        expect(answer.value, want, f"for {classes} classes, the encoding", hints=hints)


@check("tensor", "It is a tensor that a loss can be computed with", 1, ["values"])
def tensor(student, rng):
    with student.scenario() as s:
        result = s.name("one_hot_encoding")(num_classes=4, i=2)
        is_one, value = is_tensor(s, result), s.take(result)
    yield
    expect_tensor(is_one, "What is returned")
    if isinstance(value.value, np.ndarray) and value.value.dtype == np.bool_:
        fail("The tensor holds true and false; PyTorch does not subtract those. Use numbers.")


@check("earlier", "A later call does not change an earlier result", 1, ["values"])
def earlier(student, rng):
    asked = [(3, 5), (0, 5), (1, 2), (4, 5), (3, 5)]
    with student.scenario() as s:
        results = [s.name("one_hot_encoding")(i, n) for i, n in asked]
        answers = [s.take(result) for result in results]
    yield
    for answer, (i, classes) in zip(answers, asked, strict=True):
        what = "after other calls, an encoding that was made before"
        expect(answer.value, np.eye(classes)[i], what)


def example(i, classes):
    typed = f"one_hot_encoding({i}, {classes})"
    return Example(
        typed, lambda s: s.take(s.name("one_hot_encoding")(i, classes)), np.eye(classes)[i]
    )


EXAMPLES = ((0, 2), (1, 2), (2, 3), (0, 4), (1, 4), (2, 4), (3, 4))
CHECKS = [shown_by(values, [example(*one) for one in EXAMPLES]), tensor, earlier]
