"""Forward, backward, and whether the two belong together: asked apart, judged by one table."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import numpy as np

from autograder.checks import relations
from autograder.checks.battery import Check
from autograder.checks.compare import Array, as_array, close, difference
from autograder.checks.differences import consistent
from autograder.checks.ladder import counterexample
from autograder.checks.layer import LADDER, Layer
from autograder.checks.outcome import Impossible, NoAnswer, fail
from autograder.checks.probe import probe
from autograder.checks.questions.problem import draw, expect_answer
from autograder.checks.questions.shared import Passes, both_passes, shown
from autograder.checks.relations import Problem
from autograder.checks.scenario import Answer
from autograder.checks.student import Student


def forward(layer: Layer, points: float, title: str) -> Check:
    """Is the value right, for every shape?"""

    def question(student: Student, rng: np.random.Generator) -> Iterator[None]:
        if (yield from shown(both_passes, layer, student, rng, _right(layer, None))):
            return
        problems = [draw(layer, rng, sizes) for sizes in LADDER]
        with student.scenario() as s:
            answers = [layer.forward(s, layer.build(s, p.values)) for p in problems]
        for problem, answer in zip(problems, answers, strict=True):
            hints = relations.hints(relations.of_value(layer, problem))
            expect_answer(layer, problem, None, answer, hints=hints)

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
        if (yield from shown(both_passes, layer, student, rng, _right(layer, of))):
            return
        for problem, value, got in both_passes(layer, student, rng, asked_by="").answers:
            _judge_gradient(layer, of, problem, value, got[of], student, rng)

    return Check(f"gradient_{of}", title, points, question, smallest=counterexample(layer, of))


def _right(layer: Layer, of: str | None) -> Callable[[Passes], None]:
    """Judges the gradient of `of`, or the value where that is None, on every problem."""

    def judge(passes: Passes) -> None:
        for problem, value, got in passes.answers:
            expect_answer(layer, problem, of, value if of is None else got[of])

    return judge


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
        tolerance=layer.tolerance,
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


def _sentence(text: str) -> str:
    return text[0].upper() + text[1:]
