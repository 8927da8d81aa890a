"""Scenarios, from the trusted side: a few lines of Python that are recorded, not run.

A scenario is written like ordinary code on the student's names::

    with student.scenario() as s:
        below = s.stand_in(out_dims=[4, 3], returns={"forward": X, "backward": None})
        layer = s.name("Linear")(below, 5)
        layer.W = W
        out = s.take(layer.forward())
    expect(out.value, X @ W, "what forward returns")

Every expression becomes one operation; at the end of the block all of them travel to the box as
data, in one round trip, and the answers come back. Handles stand for values that never leave the
box; an Answer holds what was taken.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np

from autograder.checks.outcome import CheckFailed, NoAnswer, NoData

Operation = list[Any]


# Stands for the result of an earlier operation of the same scenario: its number as bytes, which
# are nothing else on the wire.
Slot = bytes


def slot_of(number: int) -> Slot:
    """The reference to the operation of this number."""
    return _SLOTS[number] if number < len(_SLOTS) else number.to_bytes(4, "little")


_SLOTS = tuple(number.to_bytes(4, "little") for number in range(256))


def number_of(slot: Slot) -> int:
    """The number of the operation that is referred to."""
    return int.from_bytes(slot, "little")


class Handle:
    """Stands for a value in the box. Using it like the value records the use."""

    __slots__ = ("_scenario", "_slot")

    def __init__(self, scenario: Scenario, slot: Slot) -> None:
        _set_scenario(self, scenario)
        _set_slot(self, slot)

    def __call__(self, *args: Any, **kwargs: Any) -> Handle:
        """Record a call."""
        return _scenario_of(self).record("call", self, list(args), kwargs)

    def __getattr__(self, name: str) -> Handle:
        """Record the reading of an attribute."""
        if name.startswith("__"):
            raise AttributeError(name)
        return _scenario_of(self).record_plain(["get", _slot_of(self), name])

    def __setattr__(self, name: str, value: Any) -> None:
        """Record the binding of an attribute."""
        _scenario_of(self).record("set", self, name, value)

    def __getitem__(self, key: Any) -> Handle:
        """Record a subscript."""
        return _scenario_of(self).record("item", self, key)

    def __setitem__(self, key: Any, value: Any) -> None:
        """Record an assignment to a subscript."""
        _scenario_of(self).record("put", self, key, value)

    # With __getitem__ alone, `for x in handle` and `a, b = handle` would record without end.
    __iter__ = None


class Answer:
    """A value taken in the box; there to read once the scenario has run."""

    def __init__(
        self, read: Callable[[Any], Any] = lambda value: value, of: Handle | None = None
    ) -> None:
        self.read, self.of = read, of
        self._values: list[Any] = []

    def fill(self, value: Any) -> None:
        """Called once, when the answers have come."""
        self._values = [value]

    @property
    def has_come(self) -> bool:
        """Whether the scenario has run and the box has answered."""
        return bool(self._values)

    @property
    def value(self) -> Any:
        """What `read` makes of the value that the box sent, which is untrusted plain data.

        Raises NoData where `read` cannot take it: whoever holds the box chooses its form.
        """
        if not self._values:
            raise RuntimeError("this answer's scenario has not run: leave its `with` block first")
        try:
            return self.read(self._values[0])
        except (CheckFailed, NoAnswer):
            raise
        except Exception as error:
            raise NoData(f"an answer that cannot be read: {type(error).__name__}") from error


class Scenario:
    """A recording of operations and of the answers they will give.

    `asked_by` names who asks it, where that is not the check at work.
    """

    def __init__(self, asked_by: str = "") -> None:
        self.asked_by = asked_by
        self.operations: list[Operation] = []
        self.answers: list[Answer] = []

    def record(self, verb: str, *arguments: Any) -> Handle:
        """Add an operation; its result gets the next slot."""
        plain = [a if type(a) in _PLAIN else _with_slots(a) for a in arguments]
        return self.record_plain([verb, *plain])

    def record_plain(self, operation: Operation) -> Handle:
        """Add an operation that holds slots where there were handles."""
        slot = slot_of(len(self.operations))
        self.operations.append(operation)
        return Handle(self, slot)

    def take(self, handle: Handle, read: Callable[[Any], Any] = lambda value: value) -> Answer:
        """Ask for a value as it is at this point; `read` digests it on the trusted side."""
        self.record("take", handle)
        answer = Answer(read, handle)
        self.answers.append(answer)
        return answer

    def look_again(self, answer: Answer) -> Answer:
        """Ask once more for the very value that was taken: has it changed since?"""
        if answer.of is None:
            raise TypeError("this answer was not taken from a value in the box")
        return self.take(answer.of, answer.read)

    def name(self, name: str) -> Handle:
        """A name that the submission defines."""
        return self.record("name", name)

    def bind(self, name: str, value: Any) -> None:
        """Bind a name of the submission to another value, until the scenario ends."""
        self.record("bind", name, value)

    def function(self, body: Callable[..., Any], *parameters: str) -> Handle:
        """A function for student code to call, such as a right neighbour in place of its own.

        `body(scenario, *arguments)` is recorded now, on a scenario of the function's own, and runs
        in the box at every call; it may use no handle from outside and take no answer.
        """
        inner = Scenario()
        inner.operations = [["argument", name] for name in parameters]
        arguments = [Handle(inner, slot_of(number)) for number in range(len(parameters))]
        result = _with_slots(body(inner, *arguments))
        operations = inner.operations[len(parameters) :]
        handle = self.record("function", list(parameters))
        self.operations[-1] += [operations, result]  # these hold slots already
        return handle

    def defined(self, name: str) -> Answer:
        """Whether the submission defines a name."""
        return self.take(self.record("defined", name))

    def module(self, name: str) -> Handle:
        """A package of the box's, such as torch."""
        return self.record("module", name)

    def array(self, values: Any, layout: str = "rows") -> Handle:
        """An array that operations share. Layouts: `rows` (C), `columns` (Fortran), `strided`."""
        return self.record("array", values, layout)

    def shared(self, value: Any) -> Handle:
        """A list or other plain value that operations share; may hold handles."""
        return self.record("value", value)

    def pairs(self, pairs: Sequence[tuple[Any, Any]]) -> Handle:
        """A dict whose keys may be handles."""
        return self.record("pairs", [key for key, _ in pairs], [value for _, value in pairs])

    def tuple(self, *items: Any) -> Handle:
        """A tuple; lists in arguments stay lists."""
        return self.record("tuple", list(items))

    def has(self, target: Handle, attribute: str) -> Handle:
        """Whether `target` has an attribute."""
        return self.record("has", target, attribute)

    def same(self, one: Handle, other: Handle) -> Handle:
        """Whether two values are the same object."""
        return self.record("same", one, other)

    def instance_of(self, target: Handle, kind: Handle) -> Handle:
        """Whether a value is an instance of a class."""
        return self.record("instance_of", target, kind)

    def write(self, target: Handle, attribute: str, value: Any) -> None:
        """Write into `target.attribute[...]`, where an assignment would bind the attribute anew."""
        self.record("fill", target, attribute, value)

    def stand_in(self, *bases: Handle, returns: Mapping[str, Any], **attributes: Any) -> Handle:
        """A recording neighbour with these attributes, whose methods return these values."""
        return self.record("stand_in", list(bases), attributes, dict(returns))

    def returns(self, stand_in: Handle, method: str, value: Any) -> None:
        """From here on the stand-in's method returns another value."""
        self.record("returns", stand_in, method, value)

    def calls(
        self, stand_in: Handle, method: str, read: Callable[[Any], Any] = lambda value: value
    ) -> Answer:
        """The stand-in's calls so far: a list of [order, positional arguments, keywords]."""
        return self.take(self.record("calls", stand_in, method), lambda it: read(_calls(it)))

    def forget(self) -> None:
        """Let the watched functions forget the arguments they have seen."""
        self.record("forget")

    def watched(self) -> Answer:
        """The largest argument of each watched function since `forget`, by name."""
        return self.take(self.record("watched"), _numbers_by_name)

    def run_tests(self, source: str) -> Answer:
        """Run test code beside the student's, which may tamper with it: True at its end."""
        return self.take(self.record("run_tests", source))

    def random_state(self) -> Answer:
        """The state of NumPy's global random generator: an array."""
        return self.take(self.record("random_state"))


def _calls(value: Any) -> Any:
    """The recorded calls, if that is what the box sent. The recorder lives with the student."""
    for _, positional, keywords in value:
        if type(positional) is not list or type(keywords) is not dict:
            raise NoData("calls that are none")
    return list(value)


def _numbers_by_name(value: Any) -> dict[str, float]:
    return {name: float(number) for name, number in value.items()}


# Straight to the slots: a Handle's own attributes are records of attributes in the box.
_slot_of: Callable[[Handle], Slot] = Handle.__dict__["_slot"].__get__
_scenario_of: Callable[[Handle], Scenario] = Handle.__dict__["_scenario"].__get__
_set_slot = Handle.__dict__["_slot"].__set__
_set_scenario = Handle.__dict__["_scenario"].__set__


# A submission is asked a thousand operations: what holds no handle is told at one look.
_PLAIN = frozenset((str, np.ndarray, float, int, bool, type(None)))


def _with_slots(value: Any) -> Any:
    """Replace handles by their slots, however deep in lists, tuples and dicts."""
    kind = type(value)
    if kind in _PLAIN:
        return value
    if kind is Handle:
        return _slot_of(value)
    if kind is list or kind is tuple:
        return [a if type(a) in _PLAIN else _with_slots(a) for a in value]
    if kind is dict:
        return {key: _with_slots(item) for key, item in value.items()}
    if kind is bytes:
        raise TypeError("a scenario takes no bytes: on the wire they stand for its own values")
    return value
