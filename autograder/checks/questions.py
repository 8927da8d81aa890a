"""The questions that hidden checks ask of every layer, each a Check that an exercise lists.

Forward, backward and consistency are asked apart: a wrong forward pass must not cost a student the
backward pass that belongs to it. The other questions catch what those three cannot see: state kept
from an earlier batch, arrays changed in place, instances that share, numbers of other types.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import numpy as np

from autograder.checks import relations
from autograder.checks.battery import Check
from autograder.checks.compare import Array, Hints, as_array, close, difference, expect
from autograder.checks.differences import consistent
from autograder.checks.ladder import counterexample
from autograder.checks.layer import LADDER, Layer, Sizes, Unit, Values
from autograder.checks.outcome import Impossible, NoAnswer, fail
from autograder.checks.probe import probe
from autograder.checks.relations import Problem
from autograder.checks.scenario import Answer, Scenario
from autograder.checks.student import Student

OTHER_BATCH = Sizes(6, 3, 5)  # as LADDER[0], with more rows


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


def forward(layer: Layer, points: float, title: str) -> Check:
    """Is the value right, for every shape?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        problems = [draw(layer, rng, sizes) for sizes in LADDER]
        with student.scenario() as s:
            answers = [layer.forward(s, layer.build(s, p.values)) for p in problems]
        yield
        for problem, answer in zip(problems, answers, strict=True):
            hints = relations.hints(relations.of_value(layer, problem))
            expect_value(layer, problem, answer, hints=hints)

    return Check(
        "forward",
        title,
        points,
        question,
        smallest=counterexample(layer, None),
        probe=probe(layer),
    )


def gradient(layer: Layer, of: str, points: float, title: str) -> Check:
    """Is the vector–Jacobian product right, or at least true to the student's own forward?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        problems = [draw(layer, rng, sizes) for sizes in LADDER]
        answers = []
        with student.scenario() as s:
            for problem in problems:
                unit = layer.build(s, problem.values)
                value = layer.forward(s, unit)
                answers.append((value, push_and_collect(layer, s, unit, problem.upstream)[of]))
        yield
        for problem, (value, got) in zip(problems, answers, strict=True):
            _judge_gradient(layer, of, problem, value, got, student, rng)

    return Check(f"gradient_{of}", title, points, question, smallest=counterexample(layer, of))


def _judge_gradient(
    layer: Layer,
    of: str,
    problem: Problem,
    value: Answer,
    answer: Answer,
    student: Student,
    rng: np.random.Generator,
) -> None:
    """The verdict table of forward, backward and consistency, for one problem."""
    want = problem.gradients[of]
    sentence = difference(
        answer.value,
        want,
        layer.say(of),
        sizes=problem.sizes.named(),
        hints=relations.hints(relations.of_gradient(layer, problem, of)),
    )
    if sentence is None:
        return
    got, own_value = as_array(answer.value), as_array(value.value)
    usable = got is not None and got.shape == want.shape and bool(np.all(np.isfinite(got)))
    if not usable or got is None or own_value is None or own_value.shape != problem.value.shape:
        fail(_sentence(sentence))
    agrees = _agrees_with_own_forward(layer, of, problem, got, student, rng)
    forward_right = close(own_value, problem.value)
    if forward_right and agrees and not close(got, want, 1e-6):
        raise Impossible(
            f"{layer.say(of)}: the forward pass is right, the gradient is wrong, and yet they "
            "agree. Either the oracle is wrong, or the code answers probes dishonestly."
        )
    if not forward_right and agrees and not _trivial(got, problem.upstream):
        return  # only the forward pass is wrong; the backward pass keeps its points
    fail(_sentence(sentence))


def _agrees_with_own_forward(
    layer: Layer,
    of: str,
    problem: Problem,
    got: Array,
    student: Student,
    rng: np.random.Generator,
) -> bool:
    def evaluate(points: Sequence[Array]) -> list[Array]:
        with student.scenario() as s:
            answers = [
                layer.forward(s, layer.build(s, {**problem.values, of: point})) for point in points
            ]
        values = [as_array(answer.value) for answer in answers]
        return [np.full(problem.value.shape, np.nan) if v is None else v for v in values]

    try:
        point = np.asarray(problem.values[of], dtype=np.float64)
        return consistent(evaluate, point, got, problem.upstream, rng) is True
    except (NoAnswer, ValueError):  # a value of another shape cannot be weighed with upstream
        return False


def _trivial(got: Array, upstream: Array) -> bool:
    """Zeros and the upstream gradient handed on agree with forward passes that do nothing."""
    return not np.any(got) or (got.shape == upstream.shape and close(got, upstream))


def keeps_inputs(layer: Layer, points: float) -> Check:
    """Are the arrays that came in left as they were?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        problem = draw(layer, rng, LADDER[0])
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            value = layer.forward(s, unit)
            upstream = s.array(problem.upstream)
            layer.backward(s, unit, None if layer.is_loss else upstream)
            held = {name: s.take(handle) for name, handle in unit.held.items()}
            held |= layer.parameters(s, unit)
            given, later = s.take(upstream), s.look_again(value)
        yield
        for name, answer in held.items():
            _expect_untouched(answer, problem.values[name], layer.call(name))
        _expect_untouched(given, problem.upstream, "the upstream gradient")
        expect_kept(value, later)

    return Check(
        "keeps_inputs",
        "Arrays that belong to others are left as they were",
        points,
        question,
        _all(layer),
    )


def _expect_untouched(answer: Answer, before: Array, name: str) -> None:
    after = as_array(answer.value)
    if after is None or not np.array_equal(after, np.asarray(before, dtype=np.float64)):
        fail(
            f"Your code changes {name} in place. Other layers still need it: compute into a new "
            "array instead (`a = a * b`, not `a *= b`)."
        )


def expect_kept(value: Answer, later: Answer) -> None:
    """Fail if what forward gave has changed since; `later` is the same value, looked at again."""
    before, after = as_array(value.value), as_array(later.value)
    if before is None or after is None or not np.array_equal(before, after):
        fail(
            "Your backward changes in place what forward gave. Whoever got it still works with it: "
            "compute into a new array instead (`a = a * b`, not `a *= b`)."
        )


def new_batch(layer: Layer, points: float) -> Check:
    """Is a second batch, of another size, treated as the first, and a third of that size, too?

    What is kept until the size changes shows only in the third.
    """

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        first = draw(layer, rng, LADDER[0])
        second, third = (_next_batch(layer, rng, first) for _ in range(2))
        answers = []
        with student.scenario() as s:
            unit = layer.build(s, first.values)
            layer.forward(s, unit)
            push(layer, s, unit, first.upstream)
            for problem in (second, third):
                layer.feed(s, unit, problem.values)
                value = layer.forward(s, unit)
                answers.append((value, push_and_collect(layer, s, unit, problem.upstream)))
        yield
        where = "for a second batch of another size, "
        _expect_both(layer, second, *answers[0], where, _because_of(layer, first, second))
        where = "for a third batch, as large as the second, "
        _expect_both(layer, third, *answers[1], where, _because_of(layer, second, third))

    return Check(
        "new_batch",
        "A second batch of another size works as well as the first",
        points,
        question,
        _all(layer),
    )


def _next_batch(layer: Layer, rng: np.random.Generator, first: Problem) -> Problem:
    batch = _inputs(layer, layer.draw(rng, OTHER_BATCH))
    return solve(layer, rng, OTHER_BATCH, {**first.values, **batch})


def _inputs(layer: Layer, values: Values) -> dict[str, Array]:
    return {name: values[name] for name in layer.inputs}


def twice(layer: Layer, points: float) -> Check:
    """Does a second backward pass stand alone?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        problem = draw(layer, rng, LADDER[0])
        again = solve(layer, rng, problem.sizes, problem.values)
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            value = layer.forward(s, unit)
            push(layer, s, unit, problem.upstream)
            got = push_and_collect(layer, s, unit, again.upstream)
        yield
        where = "after a second backward pass, "
        _expect_both(layer, again, value, got, where, _because_of(layer, problem, again))

    return Check(
        "twice",
        "A second backward pass gives its own gradient, not a sum",
        points,
        question,
        _all(layer),
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
            _expect_both(layer, problems[n], value, gradients, where, _because_of_other(other))

    return Check(
        "instances",
        "Two layers of the same kind do not disturb each other",
        points,
        question,
        _all(layer),
    )


def number_types(layer: Layer, points: float) -> Check:
    """Are integers and non-contiguous arrays welcome?

    Other handouts than ours never said that integers would come: foreign work is not asked.
    """

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        drawn = draw(layer, rng, LADDER[0])
        whole = {
            name: np.where(v > 0, np.ceil(v), np.floor(v)).astype(np.int64)
            for name, v in _inputs(layer, drawn.values).items()
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
            _expect_both(layer, problem, value, gradients, where)

    return Check(
        "number_types",
        "Integers and views of larger arrays are welcome as input",
        points,
        question,
        _all(layer),
    )


def scale(layer: Layer, points: float, factor: float = 1e4) -> Check:
    """Are large numbers treated as small ones?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        drawn = draw(layer, rng, LADDER[0])
        large = {name: factor * v for name, v in _inputs(layer, drawn.values).items()}
        problem = solve(layer, rng, drawn.sizes, {**drawn.values, **large})
        if not layer.is_loss:  # a loss is where the gradients come from: nothing scales its 1
            upstream = factor * problem.upstream
            gradients = layer.gradients(problem.values, upstream)
            problem = replace(problem, upstream=upstream, gradients=gradients)
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            value = layer.forward(s, unit)
            got = push_and_collect(layer, s, unit, problem.upstream)
        yield
        _expect_both(layer, problem, value, got, "for numbers of ten thousand and more, ")

    return Check("scale", "Large numbers are treated as small ones", points, question, _all(layer))


def expect_value(
    layer: Layer, problem: Problem, answer: Answer, where: str = "", hints: Hints | None = None
) -> None:
    """Fail unless the value is right."""
    what = where + layer.value_word
    expect(answer.value, problem.value, what, sizes=problem.sizes.named(), hints=hints)


# The relations to other answers that a gradient may have, by its name; those of the value for None.
Relations = Callable[[str | None], Iterator[relations.Relation]]


def _because_of(layer: Layer, first: Problem, second: Problem) -> Relations:
    return lambda of: relations.of_second(layer, first, second, of)


def _because_of_other(other: Problem) -> Relations:
    return lambda of: relations.of_other(other, of)


def _expect_both(
    layer: Layer,
    problem: Problem,
    value: Answer,
    got: dict[str, Answer],
    where: str,
    related: Relations = lambda of: iter(()),
) -> None:
    expect_value(layer, problem, value, where, relations.hints(related(None)))
    for name, want in problem.gradients.items():
        what, hints = where + layer.say(name), relations.hints(related(name))
        expect(got[name].value, want, what, sizes=problem.sizes.named(), hints=hints)


def _all(layer: Layer) -> tuple[str, ...]:
    return ("forward", *(f"gradient_{name}" for name in layer.gradients_of))


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
