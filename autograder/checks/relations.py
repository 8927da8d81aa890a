"""What a layer's wrong answer may be instead of the right one, worked out from its oracle.

For every layer alike: the gradient of something else, an upstream gradient that is not used, the
answer for an earlier batch, one row where all should count. Worked out only when an answer is
wrong; what the oracle cannot say (labels at zero, say) is left out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from autograder.checks.compare import Array
from autograder.checks.layer import Layer, Sizes, Values

# The words that go on from "the gradient is", and how to work out the value that they mean.
Relation = tuple[str, Callable[[], Array]]

_NOT_FOR_THE_ORACLE = (ArithmeticError, IndexError, KeyError, TypeError, ValueError)


@dataclass(frozen=True)
class Problem:
    """Drawn values, the upstream gradient, and the right answers to both passes."""

    sizes: Sizes
    values: Values
    upstream: Array
    value: Array
    gradients: dict[str, Array]

    def right(self, of: str | None) -> Array:
        """The right gradient of `of`, or for None the right value."""
        return self.value if of is None else self.gradients[of]


def hints(*relations: Iterator[Relation]) -> Callable[[], dict[str, Array]]:
    """The relations for `difference`: worked out when they are called for."""

    def work_out() -> dict[str, Array]:
        found: dict[str, Array] = {}
        with np.errstate(all="ignore"):
            for words, value in (relation for some in relations for relation in some):
                try:
                    found.setdefault(words, np.asarray(value(), dtype=np.float64))
                except _NOT_FOR_THE_ORACLE:
                    continue
        return found

    return work_out


def of_value(layer: Layer, problem: Problem) -> Iterator[Relation]:
    """What forward may have returned instead of the value."""
    values = problem.values
    for name, array in values.items():
        yield f"{layer.call(name)} itself", partial(np.asarray, array)
    if layer.is_loss:
        yield (
            "one number for every row, not yet one for the batch",
            lambda: np.array(
                [layer.value(_row(layer, values, row)) for row in range(problem.sizes.rows)]
            ),
        )
    for words, changed in _changed(layer, values):
        yield words, partial(layer.value, changed)
    if len(values) == 1:
        yield (
            "worked out down the columns instead of along the rows",
            lambda: np.transpose(layer.value({name: array.T for name, array in values.items()})),
        )


def of_gradient(layer: Layer, problem: Problem, of: str) -> Iterator[Relation]:
    """What backward may have yielded instead of the gradient of `of`."""
    values, upstream = problem.values, problem.upstream
    for other, gradient in problem.gradients.items():
        if other != of:
            words = f"the gradient of {layer.call(other)}, not of {layer.call(of)}"
            yield words, partial(np.asarray, gradient)
    yield layer.value_word, lambda: problem.value
    for name, array in values.items():
        yield f"{layer.call(name)} itself", partial(np.asarray, array)
    for words, changed in _changed(layer, values):
        yield words, partial(_gradient, layer, changed, upstream, of)
    if not layer.is_loss:
        yield from _of_upstream(layer, problem, of)
        yield from _of_rows(layer, problem, of)


def _of_upstream(layer: Layer, problem: Problem, of: str) -> Iterator[Relation]:
    values, upstream = problem.values, problem.upstream
    yield "the upstream gradient, handed on as it came", lambda: upstream
    yield (
        "what it would be for an upstream gradient of ones: the one that comes in is not used",
        lambda: layer.gradients(values, np.ones_like(upstream))[of],
    )
    named = [(layer.call(name), array) for name, array in values.items()]
    for words, array in [*named, ("the value of forward", problem.value)]:
        yield f"the upstream gradient times {words}", partial(np.multiply, upstream, array)


def _of_rows(layer: Layer, problem: Problem, of: str) -> Iterator[Relation]:
    """A parameter's gradient is a sum over the batch; here are other ways to put it together."""
    if of in layer.inputs or problem.sizes.rows < 2:
        return

    def parts() -> Array:
        rows = range(problem.sizes.rows)
        return np.array([_gradient_of_row(layer, problem, of, row) for row in rows])

    yield "that of the first row alone", lambda: parts()[0]
    yield "that of the last row alone", lambda: parts()[-1]
    yield "not summed over the rows of the batch", parts
    yield "summed over the wrong axis", lambda: parts().sum(axis=-1)
    yield "averaged over the wrong axis", lambda: parts().mean(axis=-1)
    yield "the sum of all its entries", lambda: parts().sum()
    yield "the largest over the rows instead of the sum", lambda: parts().max(axis=0)


def of_second(layer: Layer, first: Problem, second: Problem, of: str | None) -> Iterator[Relation]:
    """What the answer to the second of two problems may be because of the first."""
    earlier, right = first.right(of), second.right(of)
    yield "still that of the first time", lambda: earlier
    yield (
        "the sum of the first and the second: it must start anew each time",
        lambda: _of_one_shape(earlier, right),
    )
    if first.sizes.rows != second.sizes.rows:
        ratio = second.sizes.rows / first.sizes.rows
        yield (
            "right but for the number of rows: that of the first batch is still in use",
            lambda: ratio * right,
        )
    if of is not None and not layer.is_loss:
        yield (
            "worked out from the input of the first batch",
            lambda: _from_stale_input(layer, first, second, of),
        )


def of_step(layer: Layer, before: Problem, after: Problem, of: str | None) -> Iterator[Relation]:
    """What an answer on other parameters may be because of those that stood there before."""
    for name in layer.gradients_of:
        if name not in layer.inputs:
            stale = {**after.values, name: before.values[name]}
            yield (
                f"worked out with {layer.call(name)} as it was before the step",
                partial(_answer, layer, stale, after.upstream, of),
            )


def of_other(other: Problem, of: str | None) -> Iterator[Relation]:
    """What one layer's answer may be because another layer is at work."""
    yield "that of the other layer", lambda: other.right(of)


def _of_one_shape(earlier: Array, right: Array) -> Array:
    if earlier.shape != right.shape:
        raise ValueError("two shapes that a sum would broadcast")
    return earlier + right


def _from_stale_input(layer: Layer, first: Problem, second: Problem, of: str) -> Array:
    rows = min(first.sizes.rows, second.sizes.rows)
    stale = {n: v[:rows] if n in layer.inputs else v for n, v in first.values.items()}
    return layer.gradients(stale, second.upstream[:rows])[of]


def _gradient(layer: Layer, values: Values, upstream: Array, of: str) -> Array:
    return layer.gradients(values, upstream)[of]


def _answer(layer: Layer, values: Values, upstream: Array, of: str | None) -> Array:
    return layer.value(values) if of is None else _gradient(layer, values, upstream, of)


def _gradient_of_row(layer: Layer, problem: Problem, of: str, row: int) -> Array:
    upstream = np.zeros_like(problem.upstream)
    upstream[row] = problem.upstream[row]
    return layer.gradients(problem.values, upstream)[of]


def _row(layer: Layer, values: Values, row: int) -> Values:
    return {n: v[row : row + 1] if n in layer.inputs else v for n, v in values.items()}


def _changed(layer: Layer, values: Values) -> Iterator[tuple[str, Values]]:
    """The values with one of them left out or mistaken, and what the answer is then."""
    for name, array in values.items():
        if name in layer.inputs and _is_one_hot(array):
            for step, words in ((1, "next"), (-1, "previous")):
                shifted = np.roll(array, step, axis=1)
                yield f"right for labels that mean the {words} class", {**values, name: shifted}
        yield (
            f"what it would be with {layer.call(name)} at zero",
            {**values, name: np.zeros_like(array)},
        )


def _is_one_hot(array: Array) -> bool:
    return (
        array.ndim == 2
        and bool(np.all((array == 0) | (array == 1)))
        and bool(np.all(array.sum(axis=1) == 1))
    )
