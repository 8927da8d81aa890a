"""What both passes being right does not show: how a layer treats batches, arrays and its like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from autograder.checks.battery import Check
from autograder.checks.compare import TOLERANCE, Array, as_array
from autograder.checks.ladder import SEED
from autograder.checks.layer import LADDER, Layer, Sizes
from autograder.checks.outcome import fail
from autograder.checks.questions.problem import (
    all_passes,
    because_of,
    because_of_other,
    because_of_step,
    both_ways,
    draw,
    expect_both,
    inputs,
    next_batch,
    push,
    push_and_collect,
    solve,
)
from autograder.checks.questions.shared import (
    FirstUse,
    Life,
    after_a_step,
    first_use,
    life,
    more_batches,
    shown,
)
from autograder.checks.scenario import Answer
from autograder.checks.student import Student


def keeps_inputs(layer: Layer, points: float) -> Check:
    """Are the arrays that came in left as they were?"""

    def judge(use: FirstUse) -> None:
        for name, answer in use.held.items():
            if name in layer.inputs:
                _expect_untouched(answer, use.problem.values[name], layer.call(name))
            else:
                _expect_no_step(answer, use.problem.values[name], layer.call(name))
        _expect_untouched(use.upstream, use.problem.upstream, "the upstream gradient")
        expect_kept(use.value, use.later)

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        if (yield from shown(life, layer, student, rng, lambda told: judge(told.first))):
            return
        problem = draw(layer, rng, LADDER[0])
        with student.scenario() as s:
            _, use = first_use(layer, s, problem)
        judge(use)

    return Check(
        "keeps_inputs",
        "Arrays that belong to others are left as they were",
        points,
        question,
        all_passes(layer),
    )


def _expect_untouched(answer: Answer, before: Array, name: str) -> None:
    after = as_array(answer.value)
    if after is None or not np.array_equal(after, np.asarray(before, dtype=np.float64)):
        fail(
            f"Your code changes {name} in place. Other layers still need it: compute into a new "
            "array instead (`a = a * b`, not `a *= b`)."
        )


def _expect_no_step(answer: Answer, before: Array, name: str) -> None:
    """In place or as a new array: a parameter must hold after both passes what it held before."""
    after = as_array(answer.value)
    if after is None or not np.array_equal(after, np.asarray(before, dtype=np.float64)):
        fail(
            f"After a forward and a backward pass {name} holds other numbers than before. A pass "
            "only measures slopes; the step downhill belongs to whoever trains."
        )


def expect_kept(value: Answer, later: Answer) -> None:
    """Fail if what forward gave has changed since; `later` is the same value, looked at again."""
    before, after = as_array(value.value), as_array(later.value)
    # NaN in what forward gave is another question's, and has stayed the same.
    if before is None or after is None or not np.array_equal(before, after, equal_nan=True):
        fail(
            "Your backward changes in place what forward gave. Whoever got it still works with it: "
            "compute into a new array instead (`a = a * b`, not `a *= b`)."
        )


def new_batch(layer: Layer, points: float) -> Check:
    """Is a second batch, of another size, treated as the first, and a third of that size, too?

    What is kept until the size changes shows only in the third; a copy of the parameters, only in
    one after a step.
    """

    def right(told: Life) -> None:
        for batch in told.batches:
            expect_both(layer, *batch, "")

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        if (yield from shown(life, layer, student, rng, right)):
            return
        first = draw(layer, rng, LADDER[0])
        second, third = (next_batch(layer, rng, first) for _ in range(2))
        with student.scenario() as s:
            unit = layer.build(s, first.values)
            layer.forward(s, unit)
            push(layer, s, unit, first.upstream)
            after_first, after_second = more_batches(layer, s, unit, (second, third))
            after_step = after_a_step(layer, s, unit, rng)
        where = "for a second batch of another size, "
        expect_both(layer, *after_first, where, because_of(layer, first, second))
        where = "for a third batch, as large as the second, "
        expect_both(layer, *after_second, where, because_of(layer, second, third))
        where = "after a step has changed the parameters, "
        for got in after_step:
            expect_both(layer, *got, where, because_of_step(layer, first, got[0]))

    title = "A second batch of another size works as well as the first"
    return Check(
        "new_batch",
        f"{title}, and so do other parameters" if layer.learns else title,
        points,
        question,
        all_passes(layer),
    )


def twice(layer: Layer, points: float) -> Check:
    """Does a second backward pass stand alone?"""

    def right(told: Life) -> None:
        expect_both(layer, *told.again, "")

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        if (yield from shown(life, layer, student, rng, right)):
            return
        problem = draw(layer, rng, LADDER[0])
        again = solve(layer, rng, problem.sizes, problem.values)
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            value = layer.forward(s, unit)
            push(layer, s, unit, problem.upstream)
            got = push_and_collect(layer, s, unit, again.upstream)
        where = "after a second backward pass, "
        expect_both(layer, again, value, got, where, because_of(layer, problem, again))

    return Check(
        "twice",
        "A second backward pass gives its own gradient, not a sum",
        points,
        question,
        all_passes(layer),
    )


def instances(layer: Layer, points: float) -> Check:
    """Do two layers of one kind leave each other alone?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        problems = [draw(layer, rng, sizes) for sizes in (LADDER[0], Sizes(2, 4, 3))]
        with student.scenario() as s:
            units = [layer.build(s, p.values) for p in problems]
            values = [layer.forward(s, unit) for unit in units]
            for unit, problem in zip(units, problems, strict=True):
                push(layer, s, unit, problem.upstream)
            got = [layer.collect(s, unit) for unit in units]
        yield
        where = "with two layers at work in turn, "
        for n, (value, gradients) in enumerate(zip(values, got, strict=True)):
            other = problems[1 - n]
            expect_both(layer, problems[n], value, gradients, where, because_of_other(other))

    return Check(
        "instances",
        "Two layers of the same kind do not disturb each other",
        points,
        question,
        all_passes(layer),
    )


def number_types(layer: Layer, points: float) -> Check:
    """Are integers and non-contiguous arrays welcome?

    Other handouts than ours never said that integers would come: foreign work is not asked.
    """

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        drawn = draw(layer, rng, LADDER[0])
        whole = {
            name: np.where(v > 0, np.ceil(v), np.floor(v)).astype(np.int64)
            for name, v in inputs(layer, drawn.values).items()
            if v.dtype.kind == "f"
        }
        integers = solve(layer, rng, drawn.sizes, {**drawn.values, **whole})
        cases = [
            (integers, "rows", "for an input of integers, "),
            (drawn, "strided", "for an input that is a view, "),
        ][student.foreign :]
        with student.scenario() as s:
            units = [layer.build(s, problem.values, layout) for problem, layout, _ in cases]
            values = [layer.forward(s, unit) for unit in units]
            got = [
                push_and_collect(layer, s, unit, problem.upstream)
                for unit, (problem, _, _) in zip(units, cases, strict=True)
            ]
        yield
        for (problem, _, where), value, gradients in zip(cases, values, got, strict=True):
            expect_both(layer, problem, value, gradients, where)

    return Check(
        "number_types",
        "Integers and views of larger arrays are welcome as input",
        points,
        question,
        all_passes(layer),
    )


def digits(layer: Layer, points: float) -> Check:
    """Are all digits right, where the layer's own tolerance lets an epsilon or float32 pass?

    Its numbers are the same for everyone: it is the size of the fault that decides.
    """

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        problem = draw(layer, np.random.default_rng(SEED), LADDER[0])
        with student.scenario() as s:
            got = both_ways(layer, s, problem)
        yield
        expect_both(layer, *got, "", tolerance=TOLERANCE)

    title = "All digits are right: nothing small is added, nothing is rounded"
    return Check("digits", title, points, question, all_passes(layer))


def scale(layer: Layer, points: float, factor: float = 1e4) -> Check:
    """Are large numbers treated as small ones?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        drawn = draw(layer, rng, LADDER[0])
        large = {name: factor * v for name, v in inputs(layer, drawn.values).items()}
        problem = solve(layer, rng, drawn.sizes, {**drawn.values, **large})
        if not layer.is_loss:  # a loss is where the gradients come from: nothing scales its 1
            upstream = factor * problem.upstream
            gradients = layer.gradients(problem.values, upstream)
            problem = replace(problem, upstream=upstream, gradients=gradients)
        with student.scenario() as s:
            got = both_ways(layer, s, problem)
        yield
        expect_both(layer, *got, "for numbers of ten thousand and more, ")

    return Check(
        "scale", "Large numbers are treated as small ones", points, question, all_passes(layer)
    )
