"""Runs a scenario: a short list of operations, sent as data, on the names a student defined.

Every operation stands for one Python expression or statement and fills one slot; later ones refer
to earlier slots. Answers are taken as plain values at the moment the scenario asks for them, so
what student code changes afterwards does not change them.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from . import stand_in
from .cells import compile_cell
from .values import plain
from .watch import Watched

_NOTHING = object()  # what stood at a name that was not defined
_PLAIN = frozenset((str, np.ndarray, float, int, bool, type(None)))  # refers to no slot


class MissingName(Exception):
    """The scenario asked for a name that the submission does not define."""


class MissingAttribute(Exception):
    """The scenario asked for an attribute that a value of the submission does not have."""


class Scenario:
    """The slots of one scenario while it runs."""

    def __init__(self, names: dict[str, Any], watchers: Mapping[str, Watched]) -> None:
        self.names, self.watchers = names, watchers
        self.slots: list[Any] = []
        self.answers: list[Any] = []
        self._displaced: dict[str, Any] = {}

    def run(self, operations: list[list[Any]]) -> None:
        """Do the operations in order. What student code raises passes through."""
        try:
            slots, resolve = self.slots, self._resolve
            for verb, *arguments in operations:
                # A function's operations refer to its own slots, when it is called.
                if verb != "function":
                    arguments = [a if type(a) in _PLAIN else resolve(a) for a in arguments]
                slots.append(_VERBS[verb](self, *arguments))
        finally:
            self._put_back()

    def _put_back(self) -> None:
        for name, value in self._displaced.items():
            if value is _NOTHING:
                self.names.pop(name, None)
            else:
                self.names[name] = value

    def _resolve(self, value: Any) -> Any:
        kind = type(value)
        if kind is bytes:  # refers to the result of an earlier operation
            return self.slots[int.from_bytes(value, "little")]
        if kind is list:
            return [a if type(a) in _PLAIN else self._resolve(a) for a in value]
        if kind is dict:
            return {key: self._resolve(item) for key, item in value.items()}
        return value

    def name(self, name: str) -> Any:
        """Look up a name of the submission's, or of Python's."""
        if name not in self.names:
            raise MissingName(name)
        return self.names[name]

    def bind(self, name: str, value: Any) -> None:
        """`name = value` among the submission's names, until the scenario ends."""
        self._displaced.setdefault(name, self.names.get(name, _NOTHING))
        self.names[name] = value

    def function(self, parameters: list[str], operations: list[list[Any]], result: Any) -> Any:
        """A function with these parameters that does the operations and returns their result."""
        kinds = inspect.Parameter
        signature = inspect.Signature([kinds(p, kinds.POSITIONAL_OR_KEYWORD) for p in parameters])

        def function(*args: Any, **kwargs: Any) -> Any:
            inner = Scenario(self.names, self.watchers)
            bound = signature.bind(*args, **kwargs).arguments
            inner.slots = [bound[name] for name in parameters]
            inner.run(operations)
            return inner._resolve(result)

        return function

    def defined(self, name: str) -> bool:
        """Whether the submission defines a name."""
        return name in self.names

    def module(self, name: str) -> Any:
        """Import a package of the box's."""
        return importlib.import_module(name)

    def get(self, target: Any, attribute: str) -> Any:
        """`target.attribute`."""
        try:
            return getattr(target, attribute)
        except AttributeError as error:
            # Deeper down it is a property of the student's that raised, on a line of its own.
            if error.__traceback__ is None or error.__traceback__.tb_next is not None:
                raise
            raise MissingAttribute(attribute) from None

    def has(self, target: Any, attribute: str) -> bool:
        """`hasattr(target, attribute)`."""
        return hasattr(target, attribute)

    def set(self, target: Any, attribute: str, value: Any) -> None:
        """`target.attribute = value`."""
        setattr(target, attribute, value)

    def fill(self, target: Any, attribute: str, value: Any) -> None:
        """`target.attribute[...] = value`, in place."""
        getattr(target, attribute)[...] = value

    def item(self, target: Any, key: Any) -> Any:
        """`target[key]`."""
        return target[key]

    def put(self, target: Any, key: Any, value: Any) -> None:
        """`target[key] = value`."""
        target[key] = value

    def call(self, target: Any, args: list[Any], kwargs: dict[str, Any]) -> Any:
        """`target(*args, **kwargs)`."""
        return target(*args, **kwargs)

    def value(self, value: Any) -> Any:
        """A value that later operations share."""
        return value

    def array(self, values: Any, layout: str) -> Any:
        """An array that later operations share, in the memory layout asked for."""
        if layout == "strided":  # every other column of a wider array: contiguous in no order
            wide = np.zeros((*values.shape[:-1], 2 * values.shape[-1]), dtype=values.dtype)
            wide[..., ::2] = values
            return wide[..., ::2]
        return np.array(values, order="F" if layout == "columns" else "C")

    def pairs(self, keys: list[Any], values: list[Any]) -> Any:
        """A dict whose keys may be objects, such as a feed_dict by nodes."""
        return dict(zip(keys, values, strict=True))

    def tuple(self, items: list[Any]) -> Any:
        """A tuple, for signatures that insist on one."""
        return tuple(items)

    def same(self, one: Any, other: Any) -> bool:
        """`one is other`."""
        return one is other

    def instance_of(self, target: Any, kind: Any) -> bool:
        """`isinstance(target, kind)`."""
        return isinstance(target, kind)

    def stand_in(self, bases: list[Any], attributes: dict[str, Any], returns: Any) -> Any:
        """A recording neighbour; see stand_in.py."""
        return stand_in.make(tuple(bases), attributes, returns)

    def returns(self, target: Any, method: str, value: Any) -> None:
        """From now on the stand-in's method returns this value."""
        target._recording.returns[method] = value

    def calls(self, target: Any, method: str) -> Any:
        """The stand-in's recorded calls: [order, positional arguments, keyword arguments]."""
        return list(target._recording.calls[method])

    def forget(self) -> None:
        """Start watching afresh."""
        for watcher in self.watchers.values():
            watcher.largest = -np.inf

    def watched(self) -> dict[str, float]:
        """The largest argument that each watched function was given since `forget`."""
        return {name: watcher.largest for name, watcher in self.watchers.items()}

    def run_tests(self, source: str) -> bool:
        """Run test code on a copy of the names. What it raises passes through."""
        exec(compile_cell(source, "<tests>"), dict(self.names))
        return True

    def random_state(self) -> Any:
        """NumPy's global random state, to see whether student code reseeds it."""
        state: Any = np.random.get_state()
        return state[1]

    def take(self, value: Any) -> None:
        """Add a value, as it is now, to the answers."""
        self.answers.append(plain(value))


_VERBS: dict[str, Callable[..., Any]] = {
    name: function
    for name, function in vars(Scenario).items()
    if not name.startswith("_") and name != "run" and callable(function)
}
