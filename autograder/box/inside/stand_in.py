"""Stand-ins for the layers around the one under test: they answer as told and record their calls.

A wrong exercise must not sink the next, so hidden checks never connect a student's layer to
another layer of the student's.
"""

from __future__ import annotations

import functools
import itertools
from typing import Any

from .values import plain


class Recording:
    """What a stand-in was asked to be, and what happened to it."""

    _order = itertools.count()

    def __init__(self, returns: dict[str, Any]) -> None:
        self.returns = returns
        self.calls: dict[str, list[list[Any]]] = {name: [] for name in returns}

    def call(self, method: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Note a call (as plain values, copied now: the caller may change its arrays later)."""
        positional = [plain(value) for value in args]
        keywords = {name: plain(value) for name, value in kwargs.items()}
        self.calls[method].append([next(self._order), positional, keywords])
        return self.returns[method]


def make(bases: tuple[type, ...], attributes: dict[str, Any], returns: dict[str, Any]) -> Any:
    """An object with these attributes, whose methods return the given values and record.

    Where `bases` are given (the handout's `Module`, say) the object is an instance of them.
    """
    stand_in = _kind(bases, tuple(returns))()
    for base in bases:
        base.__init__(stand_in)  # type: ignore[misc]
    stand_in._recording = Recording(returns)
    for name, value in attributes.items():
        setattr(stand_in, name, value)
    return stand_in


@functools.cache  # a class takes 20 µs to make, and a scenario may need a dozen alike
def _kind(bases: tuple[type, ...], methods: tuple[str, ...]) -> type:
    members: dict[str, Any] = {name: _method(name) for name in methods}
    return type("StandIn", bases, {**members, "__init__": lambda self: None})


def _method(name: str) -> Any:
    def method(self: Any, *args: Any, **kwargs: Any) -> Any:
        return self._recording.call(name, args, kwargs)

    method.__name__ = name
    return method
