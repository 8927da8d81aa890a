"""A drawn problem with its right answers, how it is put to a layer, and how answers are judged."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from autograder.checks import relations
from autograder.checks.compare import Array, Hints, expect
from autograder.checks.layer import Layer, Sizes, Unit, Values
from autograder.checks.relations import Problem
from autograder.checks.scenario import Answer, Scenario

OTHER_BATCH = Sizes(6, 3, 5)  # as LADDER[0], with more rows

Got = tuple[Problem, Answer, dict[str, Answer]]  # a problem, the value and the gradients that came


def draw(layer: Layer, rng: np.random.Generator, sizes: Sizes) -> Problem:
    """A random problem of these sizes."""
    return solve(layer, rng, sizes, layer.draw(rng, sizes))


def solve(layer: Layer, rng: np.random.Generator, sizes: Sizes, values: Values) -> Problem:
    """The problem on these values, with a random upstream gradient."""
    upstream = layer.upstream(rng, values)
    value = np.asarray(layer.value(values))
    return Problem(sizes, values, upstream, value, layer.gradients(values, upstream))


def push(layer: Layer, s: Scenario, unit: Unit, upstream: Array) -> None:
    """Record a backward pass with an upstream gradient of its own array."""
    layer.backward(s, unit, None if layer.is_loss else s.array(upstream))


def push_and_collect(layer: Layer, s: Scenario, unit: Unit, upstream: Array) -> dict[str, Answer]:
    """Record a backward pass and take what it yields."""
    push(layer, s, unit, upstream)
    return layer.collect(s, unit)


def both_ways(layer: Layer, s: Scenario, problem: Problem) -> Got:
    """Record both passes of a new layer on one problem."""
    unit = layer.build(s, problem.values)
    value = layer.forward(s, unit)
    return problem, value, push_and_collect(layer, s, unit, problem.upstream)


def next_batch(layer: Layer, rng: np.random.Generator, first: Problem) -> Problem:
    """A problem of another batch size, on the same parameters."""
    batch = inputs(layer, layer.draw(rng, OTHER_BATCH))
    return solve(layer, rng, OTHER_BATCH, {**first.values, **batch})


def inputs(layer: Layer, values: Values) -> dict[str, Array]:
    """Those of the values that come in batch by batch."""
    return {name: values[name] for name in layer.inputs}


def expect_answer(
    layer: Layer,
    problem: Problem,
    of: str | None,
    answer: Answer,
    where: str = "",
    hints: Hints | None = None,
    tolerance: float | None = None,
) -> None:
    """Fail unless the gradient of `of` is right, or the value where that is None.

    To the layer's own tolerance, if no other is given. `where` begins the sentence.
    """
    expect(
        answer.value,
        problem.value if of is None else problem.gradients[of],
        where + (layer.value_word if of is None else layer.say(of)),
        tolerance=layer.tolerance if tolerance is None else tolerance,
        sizes=problem.sizes.named(),
        hints=hints,
    )


# The relations to other answers that a gradient may have, by its name; those of the value for None.
Relations = Callable[[str | None], Iterator[relations.Relation]]


def because_of(layer: Layer, first: Problem, second: Problem) -> Relations:
    """How an answer to the second problem may come from the first."""
    return lambda of: relations.of_second(layer, first, second, of)


def because_of_step(layer: Layer, before: Problem, after: Problem) -> Relations:
    """How an answer may come from the parameters as they were before a step."""
    return lambda of: relations.of_step(layer, before, after, of)


def because_of_other(other: Problem) -> Relations:
    """How an answer may be another layer's."""
    return lambda of: relations.of_other(other, of)


def expect_both(
    layer: Layer,
    problem: Problem,
    value: Answer,
    got: dict[str, Answer],
    where: str,
    related: Relations = lambda of: iter(()),
    tolerance: float | None = None,
) -> None:
    """Fail unless the value and all gradients are right; `where` begins the sentences."""
    for of in (None, *problem.gradients):
        answer = value if of is None else got[of]
        expect_answer(layer, problem, of, answer, where, relations.hints(related(of)), tolerance)


def all_passes(layer: Layer) -> tuple[str, ...]:
    """The names of the checks of both passes, without which no other question means anything."""
    return ("forward", *(f"gradient_{name}" for name in layer.gradients_of))
