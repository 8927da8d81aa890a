"""Hidden checks of `Neuron.compute_output`: the weighted sum, the bias, the relu."""

import numpy as np

from reference.neurons.neighbours import beside_right_neighbours
from reference.neurons.tensors import expect_single, expect_untouched, single

BIND = ("relu",)


def draw(rng, inputs, sign):
    """Weights, bias and inputs whose total has this sign and is not small; the total."""
    while True:
        weights, numbers = single(rng.normal(size=(2, inputs)))
        bias = single(rng.choice([-1, 1]) * rng.uniform(0.5, 2))
        total = weights.astype(float) @ numbers.astype(float) + bias
        if sign * total > 0.3 and abs(total - bias) > 0.3:
            return weights.tolist(), float(bias), numbers.tolist(), total


def make(s, weights, bias):
    return s.name("Neuron")(weights=weights, bias=bias)


@beside_right_neighbours(
    "lit", "A neuron returns the weighted sum of its inputs plus its bias", 4, bind=BIND
)
def lit(student, rng, neighbours):
    for inputs in (3, 1, 6, 2):
        weights, bias, numbers, total = draw(rng, inputs, +1)
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
    problems = [draw(rng, inputs, -1) for inputs in (3, 1, 6)]
    with student.scenario() as s:
        neighbours(s)
        answers = [s.take(make(s, w, b).compute_output(x)) for w, b, x, _ in problems]
    for answer in answers:
        expect_single(answer.value, 0.0, "where weighted sum and bias are negative, the output")


@beside_right_neighbours(
    "again", "Neurons answer alike every time, and keep their weights", 2, ["lit", "dark"], BIND
)
def again(student, rng, neighbours):
    (weights, bias, numbers, total), (others, other_bias, more, other_total) = (
        draw(rng, inputs, +1) for inputs in (4, 2)
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


CHECKS = [lit, dark, again]
