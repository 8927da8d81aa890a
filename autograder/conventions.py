"""Conventions: choices that a course may make differently, such as what dropout's `p` means.

An assignment lists each with its choices and the one in force. Whatever holds only under some of
them (a solution's file, a cell, an answer of the bank) says so by `name=value`. Standard library
only; what does not fit is an AuthoringError that names the place.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from autograder.errors import AuthoringError

# Values become parts of file names, and names and values of one line each.
_NAME = re.compile(r"[a-z][a-z0-9_]*")
_VALUE = re.compile(r"[a-z0-9][a-z0-9_-]*")
_KEYS = {"value", "choices"}


@dataclass(frozen=True)
class Convention:
    """The value that an assignment's file puts in force, and all that it could.

    The first of the choices is the one that every `solution.py` is written for.
    """

    value: str
    choices: tuple[str, ...]


@dataclass(frozen=True)
class Condition:
    """Under which values of one convention something holds, as in `dropout=keep,keep-scaled`."""

    name: str
    values: tuple[str, ...]

    def holds(self, in_force: Mapping[str, str]) -> bool:
        """Whether one of the values is in force."""
        return in_force.get(self.name) in self.values


def read_conventions(path: Path, tables: object) -> dict[str, Convention]:
    """The `[conventions.<name>]` tables of an assignment's file, checked."""
    if not isinstance(tables, dict):
        raise AuthoringError(f"{path}: 'conventions' is a table; write [conventions.<name>].")
    conventions = {name: _convention(path, name, table) for name, table in tables.items()}
    _refuse_one_file_for_two(path, conventions)
    return conventions


def _convention(path: Path, name: str, table: object) -> Convention:
    here = f"{path}: [conventions.{name}]"
    if not _NAME.fullmatch(name):
        raise AuthoringError(f"{here}: a convention's name is lower-case, such as 'dropout'.")
    if not isinstance(table, dict) or set(table) != _KEYS:
        raise AuthoringError(f"{here} has exactly two settings: value and choices.")
    value, choices = table["value"], table["choices"]
    if not isinstance(choices, list) or len({str(choice) for choice in choices}) < len(choices):
        raise AuthoringError(f'{here}: choices lists each once, such as ["mean", "sum"].')
    for choice in choices:
        if not isinstance(choice, str) or not _VALUE.fullmatch(choice):
            raise AuthoringError(
                f"{here}: {choice!r} is no value; use lower-case letters, digits and '-'."
            )
    if value not in choices:
        raise AuthoringError(f"{here}: {value!r} is not among its choices, {', '.join(choices)}.")
    return Convention(value, tuple(choices))


def _refuse_one_file_for_two(path: Path, conventions: Mapping[str, Convention]) -> None:
    """Every value but a convention's first has a name for its solutions that no other has."""
    taken: dict[str, str] = {}
    for name, convention in conventions.items():
        for value in convention.choices[1:]:
            file = solution_file(value)
            if file in taken:
                raise AuthoringError(
                    f"{path}: {taken[file]} and {name}={value} would both have their solutions in "
                    f"{file}. Rename one of the values."
                )
            taken[file] = f"{name}={value}"


def solution_file(value: str) -> str:
    """The name of the file with an exercise's solution under a value that is not the first."""
    return f"solution_{value.replace('-', '_')}.py"


def chosen(
    conventions: Mapping[str, Convention], values: Mapping[str, str], where: object
) -> dict[str, str]:
    """Those of the values that differ from the assignment's own; `where` names it in errors."""
    for name, value in values.items():
        refuse_unknown(Condition(name, (value,)), conventions, where)
    return {n: v for n, v in sorted(values.items()) if v != conventions[n].value}


def read_condition(text: str, where: object) -> Condition:
    """`name=value` or `name=value,value` as a condition; whether there are such is not asked."""
    name, equals, values = (part.strip() for part in text.partition("="))
    found = tuple(value.strip() for value in values.split(","))
    if not equals or not _NAME.fullmatch(name) or not all(map(_VALUE.fullmatch, found)):
        raise AuthoringError(
            f"{where}: {text!r} is no convention. Write it as name=value, such as dropout=keep."
        )
    return Condition(name, found)


def refuse_unknown(
    condition: Condition, conventions: Mapping[str, Convention], where: object
) -> None:
    """Raise where the assignment has no such convention, or the convention no such value."""
    convention = conventions.get(condition.name)
    if convention is None:
        known = ", ".join(conventions) or "none"
        raise AuthoringError(
            f"{where}: there is no convention {condition.name!r} in assignment.toml, which has: "
            f"{known}."
        )
    for value in condition.values:
        if value not in convention.choices:
            raise AuthoringError(
                f"{where}: convention {condition.name!r} has no value {value!r}; it has: "
                f"{', '.join(convention.choices)}."
            )


def solution_path(
    folder: Path, conventions: Mapping[str, Convention], in_force: Mapping[str, str]
) -> Path:
    """The file of an exercise's solution under the values in force.

    A value that is not its convention's first has a file of its own, where the exercise depends on
    it; AuthoringError where two conventions would each bring one.
    """
    files = [
        folder / solution_file(value)
        for name, value in in_force.items()
        if value != conventions[name].choices[0]
    ]
    found = [file for file in files if file.is_file()]
    if len(found) > 1:
        names = " and ".join(file.name for file in found)
        raise AuthoringError(
            f"{folder}: {names} both stand for the values in force. Set one of the conventions "
            "back to its first value."
        )
    return found[0] if found else folder / "solution.py"


def refuse_strays(folder: Path, conventions: Mapping[str, Convention]) -> None:
    """Raise for a solution's file that no value would ever use: its name is misspelt."""
    known = {solution_file(v) for c in conventions.values() for v in c.choices[1:]}
    for path in sorted(folder.glob("solution_*.py")):
        if path.name not in known:
            raise AuthoringError(
                f"{path} belongs to no value of a convention. Its files would be: "
                f"{', '.join(sorted(known)) or 'none, as assignment.toml lists no convention'}."
            )


def in_words(values: Iterable[tuple[str, str]]) -> str:
    """`dropout=keep, nll_input=probabilities`."""
    return ", ".join(f"{name}={value}" for name, value in values)
