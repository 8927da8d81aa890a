"""A scenario as the lines of Python that it stands for, with the answers that came back."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from autograder.checks.compare import Comparison, as_array
from autograder.checks.scenario import Operation, number_of

WIDTH = 76
_SHOWN_WHOLE = 36  # numbers in an array; a larger one is shown by its edges
_NO_ANSWER = object()


def transcript(
    operations: Sequence[Operation], answers: Sequence[Any] | None, problem: str = ""
) -> list[str]:
    """Lines such as `layer1 = Linear(stand_in1, 5)` and `layer1.forward()  ->  [[1. 2.]]`.

    `answers` is None where student code gave none; `problem` says what there was instead.
    """
    return list(_Writer(problem=problem).lines(operations, iter(answers or ())))


def shown(value: Any) -> str:
    """A value for people: arrays with five digits and their shape, in a few lines at most."""
    array = _array(value)
    if array is None and isinstance(value, list):
        return f"[{', '.join(map(shown, value))}]"
    if array is None:
        kind = getattr(value, "type", None)
        return f"<{kind}>" if kind else repr(value)
    if not array.ndim:
        return repr(float(f"{array:.9g}")) if array.dtype.kind == "f" else str(array)
    with np.printoptions(precision=5, threshold=_SHOWN_WHOLE, edgeitems=2, linewidth=WIDTH):
        text = str(array)
    return f"{text}  {array.shape}" if array.size else text


def compared(comparison: Comparison) -> list[str]:
    """An answer beside the oracle, and the largest error: where, and how large beside the rest."""
    got, want = as_array(comparison.got), comparison.want
    lines = [_labelled("answer", comparison.got), _labelled("oracle", want)]
    if got is None or got.shape != want.shape or not want.size:
        return lines
    with np.errstate(invalid="ignore", over="ignore"):
        error = np.abs(got - want)
    worst = np.unravel_index(int(np.argmax(np.nan_to_num(error, nan=np.inf))), error.shape)
    at = f" at {tuple(map(int, worst))}" if worst else ""
    size = float(np.max(np.abs(want))) or 1.0
    relative = f"{error[worst] / size:.1e} of the largest number"
    lines.append(f"error   {error[worst]:.3g}{at}, {relative} (allowed {comparison.tolerance:.0e})")
    return lines


def _labelled(label: str, value: Any) -> str:
    return f"{label:<8}" + shown(value).replace("\n", "\n" + " " * 8)


def _array(value: Any) -> np.ndarray[Any, Any] | None:
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return np.asarray(value)
    if isinstance(value, list) and value:
        try:
            array = np.asarray(value)
        except ValueError:
            return None
        return array if array.dtype.kind in "biuf" else None
    return None


class _Writer:
    """The names that slots have got so far."""

    def __init__(self, names: Sequence[str] = (), problem: str = "") -> None:
        self._silence = f"no answer ({problem})" if problem else "no answer"
        self._slots: list[str] = list(names)
        self._counts: dict[str, int] = {}

    def lines(self, operations: Sequence[Operation], answers: Iterator[Any]) -> Iterator[str]:
        for verb, *arguments in operations:
            write = getattr(self, f"_{verb}", None)
            if verb == "take":
                yield from self._taken(arguments[0], next(answers, _NO_ANSWER))
            elif verb == "function":
                yield from self._function(*arguments)
            elif verb == "run_tests":
                yield from self._tests(*arguments)
            elif write:
                yield from write(*map(self._text, arguments))
            else:
                yield from self._new(verb, f"{verb}({', '.join(map(self._text, arguments))})")

    def _new(self, kind: str, text: str) -> Iterator[str]:
        """A line that gives the value a name of its own."""
        self._counts[kind] = self._counts.get(kind, 0) + 1
        self._slots.append(f"{kind}{self._counts[kind]}")
        yield f"{self._slots[-1]} = {text}"

    def _quietly(self, text: str) -> Iterator[str]:
        """No line: the value is written out where it is used."""
        self._slots.append(text)
        return iter(())

    def _done(self, text: str) -> Iterator[str]:
        """A statement, which has no value."""
        self._slots.append("None")
        yield text

    def _taken(self, slot: Any, answer: Any) -> Iterator[str]:
        came = self._silence if answer is _NO_ANSWER else shown(answer)
        lead = f"{self._text(slot)}  ->  "
        yield from self._done(lead + came.replace("\n", "\n" + " " * min(len(lead), 24)))

    def _function(self, parameters: list[str], body: list[Operation], result: Any) -> Iterator[str]:
        inner = _Writer(parameters)
        yield from self._new("function", f"def ({', '.join(parameters)}):")
        yield from (f"    {line}" for line in inner.lines(body, iter(())))
        yield f"    return {inner._text(result)}"

    def _tests(self, source: str) -> Iterator[str]:
        yield from self._new("tests", "the lines")
        yield from (f"    {line}" for line in source.strip().splitlines())

    def _name(self, name: str) -> Iterator[str]:
        return self._quietly(name.strip("'"))

    def _module(self, name: str) -> Iterator[str]:
        return self._quietly(name.strip("'"))

    def _get(self, target: str, attribute: str) -> Iterator[str]:
        return self._quietly(f"{target}.{attribute[1:-1]}")

    def _item(self, target: str, key: str) -> Iterator[str]:
        return self._quietly(f"{target}[{key}]")

    def _set(self, target: str, attribute: str, value: str) -> Iterator[str]:
        return self._done(f"{target}.{attribute[1:-1]} = {value}")

    def _fill(self, target: str, attribute: str, value: str) -> Iterator[str]:
        return self._done(f"{target}.{attribute[1:-1]}[...] = {value}")

    def _put(self, target: str, key: str, value: str) -> Iterator[str]:
        return self._done(f"{target}[{key}] = {value}")

    def _tuple(self, items: str) -> Iterator[str]:
        return self._quietly(f"({items[1:-1]})")

    def _stand_in(self, bases: str, attributes: str, returns: str) -> Iterator[str]:
        return self._new("stand_in", f"a neighbour with {attributes} whose methods give {returns}")

    def _array(self, values: str, layout: str) -> Iterator[str]:
        return self._new("array", values if layout == "'rows'" else f"{values}  # {layout[1:-1]}")

    def _call(self, target: str, args: str, kwargs: str) -> Iterator[str]:
        # Both come as texts of a list and a dict; a call is written without their brackets.
        keywords = kwargs[1:-1].replace("'", "").replace(": ", "=")
        inside = ", ".join(part for part in (args[1:-1], keywords) if part)
        return self._new("v", f"{target}({inside})")

    def _text(self, value: Any) -> str:
        if type(value) is bytes:
            return self._slots[number_of(value)]
        if type(value) is dict:
            return f"{{{', '.join(f'{key!r}: {self._text(value[key])}' for key in value)}}}"
        if type(value) is list:
            return f"[{', '.join(map(self._text, value))}]"
        return shown(value)
