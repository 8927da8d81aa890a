"""Hidden checks of `nudge_tensor_towards_minimum`: the step, its direction, and what is left."""

import numpy as np

from autograder.checks import as_array, check, fail
from reference.neurons.examples import Example, shown_by
from reference.neurons.tensors import expect_single, raising, single, tensor

NAME = "nudge_tensor_towards_minimum"
WATCHED = (
    "This tensor wants its gradient, so PyTorch watches it and lets nobody change it in place. "
    "Under `with t.no_grad():` it looks away."
)


def draw(rng, *shape):
    """Numbers and their gradients, all of these different, and some negative."""
    return single(rng.normal(size=shape)), single(rng.normal(size=shape))


def make(s, values, slopes, grad):
    x = tensor(s, values, grad)
    x.grad = tensor(s, slopes)
    return x


def moved(values, slopes, rate):
    return values.astype(float) - rate * slopes.astype(float)


@check("step", "Every number moves against its own gradient", 4)
def step(student, rng):
    problems = [
        (draw(rng, *shape), rate) for shape, rate in (((4, 3), 0.5), ((7,), 3), ((1, 2), 10.0))
    ]
    with student.scenario() as s:
        answers = []
        for (values, slopes), rate in problems:
            x = make(s, values, slopes, grad=False)
            s.name(NAME)(x, learning_rate=rate)
            answers.append(s.take(x))
    yield
    for answer, ((values, slopes), rate) in zip(answers, problems, strict=True):
        if np.array_equal(as_array(answer.value), values):
            fail(
                "The tensor has not moved. It has to be changed in place; a new tensor under the "
                "same name is lost when the function ends."
            )
        hints = {"moved uphill: the sign of the step is wrong": moved(values, slopes, -rate)}
        want = moved(values, slopes, rate)
        expect_single(answer.value, want, "the nudged tensor", hints=hints)


@check("leaf", "A leaf that wants a gradient is still one afterwards", 2, ["step"])
def leaf(student, rng):
    values, slopes = draw(rng, 3, 2)
    with raising("RuntimeError", WATCHED), student.scenario() as s:
        x = make(s, values, slopes, grad=True)
        s.name(NAME)(x, 0.7)
        answer, wants, is_leaf = s.take(x), s.take(x.requires_grad), s.take(x.is_leaf)
    expect_single(
        answer.value, moved(values, slopes, 0.7), "a tensor that wants a gradient, nudged"
    )
    if wants.value is not True or is_leaf.value is not True:
        fail("After the nudge the tensor is no longer a leaf that wants its gradient.")


@check("still", "Where the gradient or the learning rate is zero, nothing moves", 1, ["step"])
def still(student, rng):
    values, slopes = draw(rng, 4, 3)
    slopes[::2] = 0
    with student.scenario() as s:
        flat, frozen = make(s, values, slopes, grad=False), make(s, values, slopes, grad=False)
        s.name(NAME)(flat, 0.3)
        s.name(NAME)(frozen, 0)
        answers = s.take(flat), s.take(frozen)
    yield
    expect_single(answers[0].value, moved(values, slopes, 0.3), "with zeros in the gradient, x")
    expect_single(answers[1].value, values, "at a learning rate of zero, x")


@check("again", "Two nudges are two steps, and the gradient is only read", 1, ["step", "leaf"])
def again(student, rng):
    (values, slopes), more = draw(rng, 4, 3), single(rng.normal(size=(4, 3)))
    with student.scenario() as s:
        x = make(s, values, slopes, grad=True)
        s.name(NAME)(x, 0.5)
        left = s.take(x.grad)
        x.grad = tensor(s, more)
        s.name(NAME)(x, 0.25)
        answer = s.take(x)
    yield
    want = moved(moved(values, slopes, 0.5), more, 0.25)
    expect_single(answer.value, want, "after two nudges, x")
    kept = as_array(left.value)
    # Clearing it is harmless: whoever goes back again needs it cleared anyhow.
    if left.value is not None and np.any(kept) and not np.array_equal(kept, slopes.astype(float)):
        fail("The nudge changes the gradient itself. It is only there to be read.")


def example(values, slopes, rate):
    x, grad = single(values), single(slopes)
    typed = f"x = {values}\nx.grad = {slopes}\nlearning_rate = {rate}"

    def ask(s):
        given = make(s, x, grad, grad=False)
        s.name(NAME)(given, rate)
        return s.take(given)

    return Example(typed, ask, moved(x, grad, rate))


EXAMPLES = (
    ([1], [2], 1),
    ([1], [2], 3),
    ([1], [-4], 0.5),
    ([1, 2], [3, -1], 2),
    ([[1, 2], [3, 4]], [[5, -6], [0, 8]], 0.5),
)
CHECKS = [shown_by(step, [example(*one) for one in EXAMPLES]), leaf, still, again]
