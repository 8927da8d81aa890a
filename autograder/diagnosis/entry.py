"""Turns a group of equally wrong answers and an instructor's sentence into a known mistake.

Writes one new file into the bank, never over another.
"""

from __future__ import annotations

import ast
import re
import textwrap
from pathlib import Path

from autograder.course import Assignment
from autograder.diagnosis.bank import MISTAKES
from autograder.diagnosis.excerpt import plain_code
from autograder.diagnosis.groups import Group
from autograder.disk import write_beside
from autograder.errors import AuthoringError
from autograder.verdict import CheckStatus

WIDTH = 98  # a docstring's first line has two quotes more than the others
MOST_WORDS = 6
_NAME = re.compile(r"[a-z][a-z0-9_]*")


def add_mistake(assignment: Assignment, group: Group, words: str, name: str | None = None) -> Path:
    """Write the group's example into the exercise's bank and return the new file.

    `words` are what a student who made the mistake will read; the name is made of them where none
    is given. AuthoringError where an entry could not be recognised, or the file is there already.
    """
    words = " ".join(words.split())
    stem = name or name_of(words)
    if not _NAME.fullmatch(stem):
        raise AuthoringError(
            f"{stem!r} cannot name a mistake; use lower-case words with _ between them, such as "
            "sums_over_the_batch."
        )
    text = entry(group, words)
    path = assignment.reference / group.exercise / MISTAKES / f"{stem}.py"
    if group.exercise not in assignment.exercises:
        raise AuthoringError(f"{assignment.name} has no exercise {group.exercise!r} any more.")
    if path.exists():
        raise AuthoringError(f"{path} is there already. Choose another name with --name.")
    write_beside(path, text.encode("utf-8"))
    return path


def entry(group: Group, words: str) -> str:
    """The text of the new file."""
    if group.check.status is not CheckStatus.FAILED:
        raise AuthoringError(
            f"The answers in {group.id} raise or never end, so their answers cannot be recognised. "
            "Each student is told the line as it is."
        )
    if not words or "Caught-by:" in words or "Convention:" in words:
        raise AuthoringError("Say in a sentence what a student who made this mistake should read.")
    code = plain_code(group.code)
    if not code:
        raise AuthoringError(
            f"No answer in {group.id} is short enough, or plain enough Python, to be an example. "
            "Write the mistake by hand."
        )
    # Neither a backslash nor three quotes may mean anything inside the docstring.
    plain = words.replace("\\", "\\\\").replace('"' * 3, "'" * 3)
    docstring = textwrap.fill(plain, WIDTH)
    return f'"""{docstring}\n\nCaught-by: {group.check.name}\n"""\n\n{_spaced(code)}'


def name_of(words: str) -> str:
    """A file's stem made of a sentence's first words."""
    plain = re.findall(r"[a-z0-9]+", words.lower().replace("`", ""))
    start = plain[1:] if plain[:1] == ["your"] else plain
    stem = "_".join(start[:MOST_WORDS])
    return stem if _NAME.fullmatch(stem) else f"mistake_{stem}".rstrip("_")


def _spaced(code: str) -> str:
    """The code with the blank lines around classes and functions that people expect."""
    lines: list[str] = []
    for node in ast.parse(code).body:
        is_block = isinstance(node, ast.ClassDef | ast.FunctionDef)
        if lines and (is_block or lines[-1].startswith(" ")):
            lines += ["", ""]
        lines += ast.unparse(node).split("\n")
    return "\n".join(lines) + "\n"
