"""Turns whatever student code made into plain values that the wire carries.

Numbers and arrays become fresh arrays without subclasses; everything that is no data becomes
Opaque with its type's name. Never raises for a strange value: strangeness is an answer, too.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from .wire import MAX_ITEMS, Opaque

MAX_DEPTH = 8
MAX_TEXT = 10_000

_FLOATS = frozenset(map(np.dtype, (np.float16, np.float32, np.float64)))


def plain(value: Any) -> Any:
    """`value` as None, bool, int, float, str, list, dict, ndarray or Opaque, at most 8 deep."""
    return _plain(value, MAX_DEPTH)


def _plain(value: Any, depth: int) -> Any:
    kind = type(value)
    if value is None or kind is bool or kind is float:
        return value
    if kind is int:
        return value if -(2**63) <= value < 2**63 else float_or_opaque(value)
    if kind is str:
        return text(value)
    if kind in (list, tuple) and depth and len(value) <= MAX_ITEMS:
        return [_plain(item, depth - 1) for item in value]
    if kind is dict and depth and all(map(_is_key, value)):
        return {_plain(key, 0): _plain(item, depth - 1) for key, item in value.items()}
    return _array(value)


def text(value: str) -> str:
    """The text as UTF-8 can carry it, and no longer than anyone would read."""
    return value[:MAX_TEXT].encode("utf-8", "replace").decode("utf-8")


def type_name(value: Any) -> str:
    """The name of a value's type as Python keeps it, whatever its class says of itself."""
    return text(str(type.__dict__["__name__"].__get__(type(value)))[:100])


def _is_key(key: Any) -> bool:
    return type(key) is str or (type(key) is int and -(2**63) <= key < 2**63)


def float_or_opaque(value: Any) -> Any:
    """An integer too long for the wire as the nearest float."""
    try:
        return float(value)
    except OverflowError:
        return Opaque(type_name(value))


def _array(value: Any) -> Any:
    try:
        if type(value) is np.ndarray:  # nearly always: no subclass, so nothing to shed
            return _sendable(value.copy())
        if hasattr(value, "detach"):  # a torch tensor, told by what it can do: torch is an extra
            value = value.detach().cpu().numpy()
        if isinstance(value, np.ndarray | np.generic):
            # subok=False sheds subclasses, and with them any __array_finalize__ of the student's.
            return _sendable(np.array(value, subok=False))
        if isinstance(value, float | int):
            return float(value)
    except Exception:  # a property or __float__ of the student's may raise anything
        return Opaque(type_name(value))
    return Opaque(type_name(value))


def _sendable(array: np.ndarray[Any, Any]) -> Any:
    if array.dtype in _FLOATS or array.dtype.kind in "biu":
        return array
    if array.dtype.kind in "fO":  # long doubles, and arrays of Python numbers
        return array.astype(np.float64)
    return Opaque(f"array of {array.dtype}"[:100])
