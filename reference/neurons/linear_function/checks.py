"""Hidden checks of `apply_linear_function_to_input`: a matrix product, and its gradients."""

from autograder.checks import check
from autograder.checks.layer import LADDER
from reference.neurons.examples import Example, shown_by
from reference.neurons.tensors import (
    expect_gradient,
    expect_single,
    expect_tensor,
    expect_untouched,
    gradient,
    is_tensor,
    sideways,
    single,
    tensor,
)

NAME = "apply_linear_function_to_input"


def draw(rng, sizes):
    return (
        single(rng.normal(size=(sizes.outputs, sizes.features))),
        single(rng.normal(size=(sizes.rows, sizes.features))),
    )


def product(weights, inputs):
    return inputs.astype(float) @ weights.astype(float).T


@check("values", "Every row of the batch is sent through the function", 4)
def values(student, rng):
    problems = [draw(rng, sizes) for sizes in LADDER]
    with student.scenario() as s:
        results = [s.name(NAME)(tensor(s, w), tensor(s, x)) for w, x in problems]
        answers = [(s.take(result), is_tensor(s, result)) for result in results]
    yield
    for (got, is_one), (weights, inputs), sizes in zip(answers, problems, LADDER, strict=True):
        expect_single(
            got.value, product(weights, inputs), "the table of outputs", sizes=sizes.named()
        )
        expect_tensor(is_one, "What is returned")


@check("gradients", "Gradients flow back to the function and to the inputs", 2, ["values"])
def gradients(student, rng):
    for sizes in LADDER:
        weights, inputs = draw(rng, sizes)
        upstream = single(rng.normal(size=(sizes.rows, sizes.outputs)))
        with student.scenario() as s:
            w, x = tensor(s, weights, True), tensor(s, inputs, True)
            to = gradient(s, s.name(NAME)(w, x), tensor(s, upstream), w, x)
        back = upstream.astype(float)
        expect_gradient(to[0], back.T @ inputs, "`linear_function`")
        expect_gradient(to[1], back @ weights, "`input_to_function`")


@check("views", "Views and large numbers work, and nothing is changed in place", 2, ["values"])
def views(student, rng):
    (weights, inputs), (w2, x2) = draw(rng, LADDER[0]), draw(rng, LADDER[0])
    with student.scenario() as s:
        w, x = sideways(s, weights), sideways(s, inputs)
        turned = s.take(s.name(NAME)(linear_function=w, input_to_function=x))
        left = {
            "`linear_function`": (s.take(w), weights),
            "`input_to_function`": (s.take(x), inputs),
        }
        large = s.take(s.name(NAME)(tensor(s, 1e3 * w2), tensor(s, 1e4 * x2)))
    yield
    expect_single(turned.value, product(weights, inputs), "for views of other tensors, the table")
    for name, (after, before) in left.items():
        expect_untouched(after, before, name)
    expect_single(large.value, 1e7 * product(w2, x2), "for large numbers, the table")


def example(weights, inputs):
    w, x = single(weights), single(inputs)
    typed = f"linear_function = {weights}\ninput_to_function = {inputs}"
    return Example(typed, lambda s: s.take(s.name(NAME)(tensor(s, w), tensor(s, x))), product(w, x))


EXAMPLES = (
    ([[2]], [[3]]),
    ([[2]], [[-3]]),
    ([[1, 2]], [[3, 4]]),
    ([[1], [2]], [[3], [4]]),
    ([[1, 2], [3, 4]], [[1, 0]]),
    ([[1, 0], [2, -1], [0, 3]], [[4, 1], [0, 2]]),
)
CHECKS = [shown_by(values, [example(*one) for one in EXAMPLES]), gradients, views]
