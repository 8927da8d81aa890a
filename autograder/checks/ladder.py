"""A ladder of small examples in whole numbers, the same for everyone.

Nothing on it is hidden: it is drawn from a fixed seed, so what a student answers here may be shown
beside the right answer. The first rung on which an answer is wrong is its smallest counterexample.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np

from autograder.checks.compare import Array, as_array, close
from autograder.checks.layer import Layer, Sizes, Values
from autograder.checks.outcome import CheckFailed, NoAnswer
from autograder.checks.scenario import Answer, Scenario
from autograder.checks.student import Student
from autograder.verdict import Example, Numbers, told

SEED = 28
LARGEST = 5  # upstream gradients are whole numbers up to here
MOST_ENTRIES = 40


@dataclass(frozen=True)
class Rung:
    """One small example, and the right answers to it."""

    values: Values
    upstream: Array
    value: Array
    gradients: dict[str, Array]

    def right(self, of: str | None) -> Array:
        """The right gradient of `of`, or for None the right value."""
        return np.asarray(self.value if of is None else self.gradients[of], dtype=np.float64)


def rung(layer: Layer, sizes: Sizes, number: int, kept: Values | None = None) -> Rung:
    """The example of these sizes; `kept` are values that stay as they are, such as parameters."""
    rng = np.random.default_rng([SEED, number])
    values = {**layer.whole(layer.draw(rng, sizes)), **(kept or {})}
    with np.errstate(all="ignore"):
        value = np.asarray(layer.value(values))
        sizes_of_upstream = rng.integers(1, LARGEST, size=value.shape)
        upstream = sizes_of_upstream * rng.choice([-1.0, 1.0], value.shape)
        upstream = np.ones(value.shape) if layer.is_loss else upstream
        return Rung(values, upstream, value, layer.gradients(values, upstream))


def rungs(layer: Layer) -> Iterator[Rung]:
    """The layer's examples, the smallest first."""
    for number, sizes in enumerate(layer.rungs):
        yield rung(layer, sizes, number)


def counterexample(layer: Layer, of: str | None) -> Callable[[Student], Example | None]:
    """Asks for the smallest example on which the gradient of `of` is wrong; None for the value.

    There is none where no rung is answered wrongly, or where the code raises on one.
    """

    def ask(student: Student) -> Example | None:
        climbed = list(rungs(layer))
        try:
            with student.scenario() as s:
                answers = [_asked(layer, s, one, of) for one in climbed]
        except NoAnswer:
            return None
        pairs = zip(climbed, map(_read, answers), strict=True)
        shown = (_shown(layer, of, one, got) for one, got in pairs if not _right(one, of, got))
        return next(shown, None)

    return ask


def _asked(layer: Layer, s: Scenario, one: Rung, of: str | None) -> Answer:
    unit = layer.build(s, one.values)
    value = layer.forward(s, unit)
    if of is None:
        return value
    layer.backward(s, unit, None if layer.is_loss else s.array(one.upstream))
    return layer.collect(s, unit)[of]


def _read(answer: Answer) -> Any:
    """The answer as it is digested; what cannot be digested is no data."""
    try:
        return answer.value
    except CheckFailed:
        return None


def _right(one: Rung, of: str | None, got: Any) -> bool:
    array = as_array(got)
    return array is not None and close(array, one.right(of))


def _shown(layer: Layer, of: str | None, one: Rung, got: Any) -> Example:
    given = dict(one.values)
    if of is not None and not layer.is_loss:
        given[layer.upstream_word] = one.upstream
    lines = tuple(f"{name} = {written(value)}" for name, value in given.items())
    return Example(lines, numbers(one.right(of)), numbers(got))


def in_words(example: Example) -> str:
    """The example as a student reads it where there is only text."""
    right, yours = (told(one, example.digits) for one in (example.right, example.yours))
    lines = [*example.given, f"right: {right}", f"yours: {yours}"]
    return "\n".join(["The smallest example that shows it:", *(f"  {line}" for line in lines)])


def numbers(value: Any) -> Numbers:
    """A value as a report can hold it: numbers with six digits, or a word for what is none."""
    array = as_array(value)
    if array is None or array.size > MOST_ENTRIES:
        return written(value)
    return _plain(array)


def _plain(array: Array) -> Numbers:
    if array.ndim:
        return tuple(map(_plain, array))
    number = float(array)
    return float(f"{number:.6g}") + 0.0 if np.isfinite(number) else str(number)


def written(value: Any) -> str:
    """A value as a student would write it down, with four digits of every number."""
    array = as_array(value)
    if value is None:
        return "None"
    if array is None:
        return f"a value of type {getattr(value, 'type', type(value).__name__)}"
    if array.size > MOST_ENTRIES:
        return f"an array of shape {array.shape}"
    return _nested(array)


def _nested(array: Array) -> str:
    if array.ndim:
        return f"[{', '.join(map(_nested, array))}]"
    return f"{float(array) + 0.0:.4g}"  # adding 0.0 turns -0 into 0
