"""The bank of an exercise: known mistakes, and right answers written differently.

A mistake's docstring is what a student who made it should read, and ends with `Caught-by: <check>`.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment
from autograder.errors import AuthoringError

MISTAKES, VARIANTS = "mistakes", "variants"
_CAUGHT_BY = re.compile(r"^Caught-by:\s*(\S+)\s*$", re.MULTILINE)
_COURSE = {"reference", "assignments"}


@dataclass(frozen=True)
class Answer:
    """An answer to an exercise, right or wrong, as a cell's source.

    For a mistake `words` is what a student should read and `caught_by` the check that must see it;
    for a variant `caught_by` is None.
    """

    exercise: str
    name: str
    source: str
    words: str
    caught_by: str | None
    path: Path

    @property
    def is_right(self) -> bool:
        """Whether the answer is a variant."""
        return self.caught_by is None


def read_bank(assignment: Assignment, exercise: str) -> tuple[Answer, ...]:
    """The exercise's mistakes and variants, in the order of their names."""
    folder = assignment.reference / exercise
    mistakes = [_mistake(exercise, path) for path in _files(folder / MISTAKES)]
    variants = [_variant(exercise, path) for path in _files(folder / VARIANTS)]
    return (*mistakes, *variants)


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.py"))


def _mistake(exercise: str, path: Path) -> Answer:
    words, source = _read(path)
    named = _CAUGHT_BY.search(words)
    if named is None:
        raise AuthoringError(
            f"{path}: the docstring must end with a line `Caught-by: <check>` that names the "
            "check which must catch this mistake."
        )
    text = words[: named.start()].strip()
    if not text:
        raise AuthoringError(f"{path}: the docstring must say what a student should read.")
    return Answer(exercise, path.stem, source, text, named[1], path)


def _variant(exercise: str, path: Path) -> Answer:
    words, source = _read(path)
    return Answer(exercise, path.stem, source, words, None, path)


def _read(path: Path) -> tuple[str, str]:
    """The docstring, and the code without it and without imports from the course."""
    try:
        text = path.read_text(encoding="utf-8")
        tree = ast.parse(text)
    except (OSError, UnicodeDecodeError) as error:
        raise AuthoringError(f"{path} cannot be read: {error}") from error
    except SyntaxError as error:
        raise AuthoringError(f"{path}:{error.lineno}: {error.msg}") from error
    lines = text.splitlines()
    for statement in tree.body:
        if _is_docstring(tree, statement) or _imports_course(statement):
            for index in range(statement.lineno - 1, statement.end_lineno or statement.lineno):
                lines[index] = ""  # keeps the line numbers true
    return ast.get_docstring(tree) or "", "\n".join(lines)


def _is_docstring(tree: ast.Module, statement: ast.stmt) -> bool:
    return statement is tree.body[0] and ast.get_docstring(tree) is not None


def _imports_course(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.ImportFrom) or statement.module is None:
        return False
    return statement.module.split(".")[0] in _COURSE
