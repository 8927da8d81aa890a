"""Hidden checks of `tensor_relu`: values in every shape, the gradient, and the corner at zero."""

import numpy as np

from autograder.checks import as_array, check, fail
from reference.neurons.examples import Example, shown_by
from reference.neurons.tensors import (
    expect_gradient,
    expect_single,
    expect_tensor,
    expect_untouched,
    gradient,
    is_tensor,
    raising,
    sideways,
    single,
    tensor,
)


def draw(rng, *shape):
    """Numbers of both signs, none near the corner, the first above 1 and the second below it."""
    x = rng.normal(size=shape)
    x = np.where(x < 0, x - 0.1, x + 0.1)
    if x.size > 1:
        x.flat[1] = rng.uniform(0.2, 0.9)
        x.flat[0], x.flat[-1] = 1 + abs(x.flat[0]), -abs(x.flat[-1])
    return single(x)


@check("values", "Positive numbers stay, negative ones become zero", 3)
def values(student, rng):
    inputs = [draw(rng, 4, 3), draw(rng, 3, 3), draw(rng, 1, 2)]
    with student.scenario() as s:
        results = [s.name("tensor_relu")(tensor(s, x)) for x in inputs]
        answers = [(s.take(result), is_tensor(s, result)) for result in results]
    yield
    for (got, is_one), x in zip(answers, inputs, strict=True):
        expect_single(got.value, np.maximum(x, 0), "the tensor that is returned")
        expect_tensor(is_one, "What is returned")


NAMED = (
    "Can its argument be passed by the name in the handout, `tensor_relu(input_tensor=…)`? Others "
    "may call it so."
)


@check(
    "any_shape",
    "One, three and four dimensions work, and so do views, and a call by name",
    1,
    ["values"],
)
def any_shape(student, rng):
    shapes = {"one dimension": (7,), "three dimensions": (2, 3, 4), "four": (2, 1, 3, 2)}
    inputs = {words: draw(rng, *shape) for words, shape in shapes.items()}
    view = draw(rng, 4, 3)
    with student.scenario() as s:
        answers = {w: s.take(s.name("tensor_relu")(tensor(s, x))) for w, x in inputs.items()}
        turned = s.take(s.name("tensor_relu")(sideways(s, view)))
    yield
    for words, x in inputs.items():
        expect_single(
            answers[words].value, np.maximum(x, 0), f"for a tensor of {words}, the result"
        )
    expect_single(turned.value, np.maximum(view, 0), "for a view of another tensor, the result")
    with raising("TypeError", NAMED), student.scenario() as s:
        named = s.take(s.name("tensor_relu")(input_tensor=tensor(s, view)))
    expect_single(named.value, np.maximum(view, 0), "called by name, the result")


@check("gradient", "The gradient passes where the input is positive", 2, ["values"])
def gradients(student, rng):
    for shape in ((4, 3), (1, 2), (6,)):
        x, upstream = draw(rng, *shape), single(rng.normal(size=shape))
        with student.scenario() as s:
            leaf = tensor(s, x, True)
            [got] = gradient(s, s.name("tensor_relu")(leaf), tensor(s, upstream), leaf)
        # Rounding is as large as what arrived, wherever that goes on or not.
        largest = float(np.abs(upstream).max())
        expect_gradient(got, upstream * (x > 0), "`input_tensor`", scale=largest)


@check("at_zero", "At exactly zero the gradient is between 0 and 1", 1, ["values", "gradient"])
def at_zero(student, rng):
    x = single([[0.0, -0.0, 1.5], [-2.0, 0.0, -0.0]])
    with student.scenario() as s:
        leaf = tensor(s, x, True)
        result = s.name("tensor_relu")(leaf)
        value = s.take(result)
        [got] = gradient(s, result, tensor(s, np.ones_like(x)), leaf)
    yield
    expect_single(value.value, np.maximum(x, 0), "for an input with zeros, the result")
    slopes = as_array(got.value)
    if slopes is None or not np.all((slopes >= 0) & (slopes <= 1)):  # NaN is not, either
        fail("Where the input is exactly 0 the gradient is not between 0 and 1.")


@check("large", "Large numbers pass as they are, and the input is left alone", 1, ["values"])
def large(student, rng):
    x = 1e4 * draw(rng, 4, 3)
    with student.scenario() as s:
        given = tensor(s, x)
        answer = s.take(s.name("tensor_relu")(given))
        left = s.take(given)
    yield
    expect_single(answer.value, np.maximum(x, 0), "for large numbers, the result")
    expect_untouched(left, x, "the input")


def example(x):
    numbers = single(x)
    return Example(
        f"tensor_relu({x})",
        lambda s: s.take(s.name("tensor_relu")(tensor(s, numbers))),
        np.maximum(numbers, 0),
    )


EXAMPLES = ([[2]], [[-2]], [[0.5, -0.5]], [[1, -2], [-3, 4]], [[5, -1, 2], [-4, 0.25, -3]])
CHECKS = [shown_by(values, [*map(example, EXAMPLES)]), any_shape, gradients, at_zero, large]
