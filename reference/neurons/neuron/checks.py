"""Hidden checks of `Neuron.compute_output`: the weighted sum, the bias, the relu."""

import numpy as np

from reference.neurons.examples import Example, shown_by
from reference.neurons.neighbours import beside_right_neighbours
from reference.neurons.tensors import expect_single, expect_untouched, single

BIND = ("relu",)


# What a neuron that stays dark may owe it to: signs of weighted sum and bias.
DARK = ((1, -1), (-1, 1), (-1, -1))


def draw(rng, inputs, signs, total_sign, twins=False):
    """Weights, bias and inputs, with these signs of weighted sum, bias and total; the total.

    None of the three is small. Twins are two inputs that are equal, with equal weights.
    """
    while True:
        weights, numbers = single(rng.normal(size=(2, inputs)))
        if twins:
            weights[-2:], numbers[-2:] = weights[0], numbers[0]
            numbers[1] = numbers[0]  # equal inputs, and a weight of its own
        bias = single(signs[1] * rng.uniform(0.5, 2))
        weighted = weights.astype(float) @ numbers.astype(float)
        total = weighted + bias
        if signs[0] * weighted > 0.3 and total_sign * total > 0.3:
            return weights.tolist(), float(bias), numbers.tolist(), total


def draw_lit(rng, inputs, **options):
    """A neuron whose weighted sum alone would light it, with a bias of either sign."""
    return draw(rng, inputs, (1, rng.choice([-1, 1])), 1, **options)


def example(weights, bias, numbers, right):
    typed = f"Neuron(weights={weights}, bias={bias}).compute_output({numbers})"
    return Example(typed, lambda s: s.take(make(s, weights, bias).compute_output(numbers)), right)


def make(s, weights, bias):
    return s.name("Neuron")(weights=weights, bias=bias)


@beside_right_neighbours(
    "lit", "A neuron returns the weighted sum of its inputs plus its bias", 4, bind=BIND
)
def lit(student, rng, neighbours):
    for inputs, twins in ((3, False), (1, False), (6, False), (2, False), (5, True)):
        weights, bias, numbers, total = draw_lit(rng, inputs, twins=twins)
        with student.scenario() as s:
            neighbours(s)
            answer = s.take(make(s, weights, bias).compute_output(numbers))
        hints = {
            "the weighted sum alone: the bias is missing": total - bias,
            "what comes out if the bias is subtracted": total - 2 * bias,
            "what comes out if the bias is added once for every input": total + (inputs - 1) * bias,
            "the sum of the inputs plus the bias: the weights are missing": sum(numbers) + bias,
            "the average over the inputs instead of their sum": (total - bias) / inputs + bias,
        }
        wrong = {w: np.asarray(h) for w, h in hints.items() if abs(h - total) > 1e-3}
        expect_single(answer.value, total, "what a neuron returns", hints=wrong)


@beside_right_neighbours("dark", "A neuron whose sum is negative returns zero", 2, bind=BIND)
def dark(student, rng, neighbours):
    problems = [draw(rng, inputs, signs, -1) for inputs in (3, 1, 6, 4) for signs in DARK]
    with student.scenario() as s:
        neighbours(s)
        answers = [s.take(make(s, w, b).compute_output(x)) for w, b, x, _ in problems]
    for answer in answers:
        expect_single(answer.value, 0.0, "where weighted sum plus bias is negative, the output")


@beside_right_neighbours(
    "again", "Neurons answer alike every time, and keep their weights", 2, ["lit", "dark"], BIND
)
def again(student, rng, neighbours):
    (weights, bias, numbers, total), (others, other_bias, more, other_total) = (
        draw_lit(rng, inputs) for inputs in (4, 2)
    )
    with student.scenario() as s:
        neighbours(s)
        held, given = s.shared(weights), s.shared(numbers)
        first, second = make(s, held, bias), make(s, others, other_bias)
        first.compute_output(rng.normal(size=4).tolist())
        other = s.take(second.compute_output(more))
        answer = s.take(first.compute_output(given))
        kept = {"`weights`": (s.take(held), weights), "`inputs`": (s.take(given), numbers)}
    expect_single(other.value, other_total, "the output of a second neuron")
    expect_single(answer.value, total, "asked a second time, the output of a neuron")
    for name, (after, before) in kept.items():
        expect_untouched(after, before, name)


LIT = (
    ([2], 1, [3], 7),
    ([1, 2], 0.5, [2, 3], 8.5),
    ([2, -1], 1, [1, -3], 6),
    ([2, -1, 3], -1, [4, 2, 1], 8),
    ([2, 5], 1, [3, 3], 22),
    ([2, 2], 1, [3, 3], 13),
)
DARKNESS = (
    ([2], -7, [3], 0),
    ([1, -2], 1, [2, 3], 0),
    ([2, 3], 1, [1, -3], 0),
    ([1, -1, -3], -1, [1, 2, 1], 0),
)
CHECKS = [
    shown_by(lit, [example(*one) for one in LIT], BIND),
    shown_by(dark, [example(*one) for one in DARKNESS], BIND),
    again,
]
