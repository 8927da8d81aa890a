"""The bank of an exercise: known mistakes, and right answers written differently.

A mistake's docstring is what a student who made it should read and ends with `Caught-by: <check>`.
A line `Convention: dropout=keep,keep-scaled` beside it limits a mistake or a variant to those
values; without it the answer is as wrong, or as right, under every value.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.conventions import Condition, read_condition, refuse_unknown
from autograder.course import Assignment
from autograder.errors import AuthoringError

MISTAKES, VARIANTS = "mistakes", "variants"
_CAUGHT_BY = re.compile(r"^Caught-by:\s*(\S+)\s*$", re.MULTILINE)
_CONVENTION = re.compile(r"^Convention:(.*)\n?", re.MULTILINE)
_COURSE = {"reference", "assignments"}


@dataclass(frozen=True)
class Answer:
    """An answer to an exercise, right or wrong, as a cell's source.

    For a mistake `words` is what a student should read and `caught_by` the check that must see it;
    for a variant `caught_by` is None. `convention` is None for one that holds under every value.
    """

    exercise: str
    name: str
    source: str
    words: str
    caught_by: str | None
    path: Path
    convention: Condition | None = None

    @property
    def is_right(self) -> bool:
        """Whether the answer is a variant."""
        return self.caught_by is None


def read_bank(assignment: Assignment, exercise: str) -> tuple[Answer, ...]:
    """The exercise's mistakes and variants, in the order of their names.

    Those of every convention: `holding` chooses.
    """
    folder = assignment.reference / exercise
    mistakes = [_mistake(exercise, path) for path in _files(folder / MISTAKES)]
    variants = [_variant(exercise, path) for path in _files(folder / VARIANTS)]
    for answer in (*mistakes, *variants):
        if answer.convention:
            refuse_unknown(answer.convention, assignment.conventions, answer.path)
    return (*mistakes, *variants)


def read_solution(path: Path) -> str:
    """A solution's code as its cell holds it: without docstring and imports from the course."""
    return _read(path)[-1]


def holding(answers: Iterable[Answer], assignment: Assignment) -> tuple[Answer, ...]:
    """Those of the answers that are what they are under the values in force."""
    values = assignment.in_force
    return tuple(a for a in answers if a.convention is None or a.convention.holds(values))


def _files(folder: Path) -> Iterator[Path]:
    yield from sorted(folder.glob("*.py"))


def _mistake(exercise: str, path: Path) -> Answer:
    words, convention, source = _read(path)
    named = _CAUGHT_BY.search(words)
    if named is None:
        raise AuthoringError(
            f"{path}: the docstring must end with a line `Caught-by: <check>` that names the "
            "check which must catch this mistake."
        )
    text = words[: named.start()].strip()
    if not text:
        raise AuthoringError(f"{path}: the docstring must say what a student should read.")
    return Answer(exercise, path.stem, source, text, named[1], path, convention)


def _variant(exercise: str, path: Path) -> Answer:
    words, convention, source = _read(path)
    return Answer(exercise, path.stem, source, words, None, path, convention)


def _read(path: Path) -> tuple[str, Condition | None, str]:
    """The docstring's words, its convention, and the code without it and the course's imports."""
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
    words, convention = _without_convention(ast.get_docstring(tree) or "", path)
    return words, convention, "\n".join(lines)


def _without_convention(words: str, path: Path) -> tuple[str, Condition | None]:
    found = _CONVENTION.findall(words)
    if len(found) > 1:
        raise AuthoringError(
            f"{path}: two lines `Convention:`. Several values stand in one, as in "
            "dropout=keep,keep-scaled."
        )
    convention = read_condition(found[0].strip(), path) if found else None
    return _CONVENTION.sub("", words).strip(), convention


def _is_docstring(tree: ast.Module, statement: ast.stmt) -> bool:
    return statement is tree.body[0] and ast.get_docstring(tree) is not None


def _imports_course(statement: ast.stmt) -> bool:
    if not isinstance(statement, ast.ImportFrom) or statement.module is None:
        return False
    return statement.module.split(".")[0] in _COURSE
