"""The kinds of values that the settings of an assignment.toml hold, and the refusal of others."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from collections.abc import Set as AbstractSet
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError


def refuse_other_kinds(path: Path, table: Mapping[str, Any]) -> None:
    """AuthoringError, with the file, for a setting that holds something of another kind."""
    for key, (words, fits) in _KINDS.items():
        if key in table and not fits(table[key]):
            raise AuthoringError(f"{path}: {key!r} must be {words}; it is {table[key]!r}.")


def refuse_unknown_settings(
    path: Path, where: str, table: Iterable[str], known: AbstractSet[str]
) -> None:
    """AuthoringError, with the file, for a setting that there is not."""
    for key in table:
        if key not in known:
            raise AuthoringError(
                f"{path}: {where}{key!r} is not a setting. The settings are: "
                f"{', '.join(sorted(known))}."
            )


def is_whole(value: object) -> bool:
    """Whether it is a whole number."""
    return type(value) is int  # to Python, True is an int, too


def is_number(value: object) -> bool:
    """Whether it is a number."""
    return type(value) in (int, float)


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _is_list_of_texts(value: object) -> bool:
    return isinstance(value, list) and all(map(_is_text, value))


def _is_table(value: object) -> bool:
    return isinstance(value, dict)


def _is_table_of_numbers(value: object) -> bool:
    return isinstance(value, dict) and all(map(is_number, value.values()))


# What a setting must hold, in words and as a question. The others are asked where they are read.
_KINDS: Mapping[str, tuple[str, Callable[[object], bool]]] = {
    "order": ("a whole number", is_whole),
    "version": ("a text in quotes", _is_text),
    "hours": ("a number", is_number),
    "preload": ("a list of texts", _is_list_of_texts),
    "preload_if_named": ("a list of texts", _is_list_of_texts),
    "ship": ("a list of texts", _is_list_of_texts),
    "watch": ("a list of texts", _is_list_of_texts),
    "limits": ("a table", _is_table),
    "points": ("a table of numbers", _is_table_of_numbers),
}
