"""Watches functions such as numpy.exp: remembers the largest exponent that each was given.

Wrapped in the zygote, before any student code loads, so that `from numpy import exp` is watched
as well. A wrapped function answers exactly as the original does. Only calls from a notebook's
cells count: what a library does inside (scipy's logsumexp, say) is its own business.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np


class Watched:
    """A NumPy function that notes the largest argument it was called with."""

    def __init__(self, function: Any, exponent: Callable[..., Any]) -> None:
        self._function, self._exponent = function, exponent
        self.largest = -np.inf
        self.__name__ = function.__name__
        self.__doc__ = function.__doc__

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call the original; the note is taken from a copy of the arguments, before the call."""
        if sys._getframe(1).f_code.co_filename.startswith("<cell "):
            self._note(args, kwargs)
        return self._function(*args, **kwargs)

    def _note(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        try:
            exponents = np.asarray(self._exponent(*args), dtype=float)
            if "where" in kwargs:  # entries that the call leaves out were never exponentiated
                exponents = exponents[np.broadcast_to(kwargs["where"], exponents.shape)]
            # fmax: a NaN among them must not hide the others.
            largest = np.fmax.reduce(exponents, axis=None, initial=-np.inf)
            self.largest = max(self.largest, float(largest))
        except (TypeError, ValueError, IndexError):
            return  # not numbers: the original will say so to the student

    def __getattr__(self, name: str) -> Any:
        return getattr(self._function, name)

    def __reduce__(self) -> str:
        return str(self.__name__)


def _of_power(base: Any, exponent: Any, *_: Any) -> Any:
    """The exponent y for which base ** y is exp(y'): its size counts where the base exceeds 1."""
    base, exponent = np.broadcast_arrays(np.asarray(base, float), np.asarray(exponent, float))
    return np.where(base > 1, exponent, -np.inf)


def install(names: Iterable[str]) -> dict[str, Watched]:
    """Replace each named function (`numpy.exp`) in its module; returns the watchers by name."""
    watchers = {}
    for name in names:
        module_name, _, attribute = name.rpartition(".")
        module = importlib.import_module(module_name)
        original = getattr(module, attribute)
        exponent = _of_power if attribute == "power" else lambda x, *_: x
        watchers[name] = Watched(original, exponent)
        setattr(module, attribute, watchers[name])
    return watchers
