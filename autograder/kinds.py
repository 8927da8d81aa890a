"""The kinds of values that the settings of an assignment.toml hold, and the refusal of others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError


def refuse_other_kinds(path: Path, table: Mapping[str, Any]) -> None:
    """AuthoringError, with the file, for a setting that holds something of another kind."""
    for key, (words, fits) in _KINDS.items():
        if key in table and not fits(table[key]):
            raise AuthoringError(f"{path}: {key!r} must be {words}; it is {table[key]!r}.")


def refuse_bad_limits(path: Path, limits: Mapping[str, Any], whole: AbstractSet[str]) -> None:
    """AuthoringError for a limit that is no number above 0; `whole` names the whole ones."""
    for key, value in limits.items():
        kind = "whole number" if key in whole else "number"
        if not (_is_whole(value) if key in whole else _is_number(value)) or value <= 0:
            raise AuthoringError(f"{path}: [limits] {key!r} must be a {kind} above 0.")


def _is_whole(value: object) -> bool:
    return type(value) is int  # to Python, True is an int, too


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_table_of_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(map(_is_number, value.values()))


# What a setting must hold, in words and as a question. The others are asked where they are read.
_KINDS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "order": ("a whole number", _is_whole),
    "version": ("a text in quotes", _is_text),
    "hours": ("a number", _is_number),
    "preload": ("a list of texts", _is_list_of_texts),
    "preload_if_named": ("a list of texts", _is_list_of_texts),
    "ship": ("a list of texts", _is_list_of_texts),
    "watch": ("a list of texts", _is_list_of_texts),
    "limits": ("a table", _is_table),
    "points": ("a table of numbers", _is_table_of_numbers),
}
