"""Lines of `reference/` that students must not see, and lines that they are told anyway.

A line is compared by its tokens, so that spaces hide nothing, and only if it says something: two
lines `else:` betray nobody.
"""

from __future__ import annotations

import keyword
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Assignment
from autograder.publish.inline import body_of
from autograder.publish.markers import hidden_lines, solution_lines

# Test cells taken over from nbgrader: what stands in them outside the marks is in the notebook.
TESTS = "nbgrader_tests"
_SHORTEST = 12
# A dotted name or a number is one token: `self.X` must not be found in `other.self.X`.
_TOKEN = re.compile(r"\w+(?:\.\w+)*|[^\w\s]")
_COMMENT = re.compile(r"""^((?:[^'"#]|'[^']*'|"[^"]*")*)#.*$""")
_IDENTIFIER = re.compile(r"[A-Za-z_]\w*")
_OPERATOR = re.compile(r"[-+*/@%<>=&|^~]")
_SOLUTION = re.compile(r"[^/]+/solution(_[^/]*)?\.py")
# Lines that every solution of the task shares, or that hold words and not code.
_TRIVIAL = re.compile(
    r"(?:from|import)\b|(?:async\s+)?def\b|class\b|@\w[\w.]*$|pass$|return\s+[\w.]+$"
    r"|[rRbBfFuU]?(?:'''|\"\"\")"
)


@dataclass(frozen=True)
class Secret:
    """A line that must not be released: its tokens, and where it stands."""

    tokens: str
    path: Path
    line: int
    text: str


@dataclass(frozen=True)
class Reference:
    """An assignment's reference, seen line by line.

    `answers` are the lines between a solution's marks, whatever convention it is for, and those of
    checks: never public. `bank` are the lines of mistakes and variants, which may repeat what
    students are given. `stubs` is what the solutions in force show outside their marks.
    """

    answers: tuple[Secret, ...]
    bank: tuple[Secret, ...]
    stubs: str


def read_reference(assignment: Assignment) -> Reference:
    """Every line of the assignment's reference; AuthoringError for marks that are wrong."""
    answers: list[Secret] = []
    bank: list[Secret] = []
    stubs: list[str] = []
    shown = {assignment.solution(exercise) for exercise in assignment.exercises}
    for path in sorted(assignment.reference.rglob("*.py")):
        # A mistake may be broken on purpose; whatever of it can be read is compared.
        text = path.read_text(encoding="utf-8", errors="replace")
        if _SOLUTION.fullmatch(path.relative_to(assignment.reference).as_posix()):
            inside = solution_lines(text, path)
            answers += [secret for secret in _secrets(path, text) if secret.line in inside]
            stubs += _outside(path, text, inside) if path in shown else ()
        elif path.parent.name == TESTS:
            hidden = hidden_lines(text)
            answers += [secret for secret in _secrets(path, text) if secret.line in hidden]
        elif path.name == "checks.py":
            answers += _secrets(path, text)
        else:
            bank += _secrets(path, text)
    return Reference(tuple(answers), tuple(bank), tokens("\n".join(stubs)))


def _outside(path: Path, text: str, inside: frozenset[int]) -> Iterator[str]:
    """What of a solution students see: its imports and docstring are cut from the notebook."""
    head = len(text.rstrip().splitlines()) - len(body_of(path, str(path)).splitlines())
    for number, line in enumerate(text.splitlines(), 1):
        if number > head and number not in inside:
            yield line


def _secrets(path: Path, text: str) -> Iterator[Secret]:
    for number, line in enumerate(text.splitlines(), 1):
        bare = _COMMENT.sub(r"\1", line).strip()
        if not is_trivial(bare):
            yield Secret(tokens(bare).strip(), path, number, bare)


def is_trivial(line: str) -> bool:
    """Whether a line, stripped and without its comment, would tell a student nothing."""
    if len(line) < _SHORTEST or _TRIVIAL.match(line):
        return True
    names = [name for name in _IDENTIFIER.findall(line) if not keyword.iskeyword(name)]
    return len(names) < 2 and not _OPERATOR.search(line)


def tokens(text: str) -> str:
    """The text's tokens, one space around each, a line a line: what lines are compared by."""
    return "\n".join(f" {' '.join(_TOKEN.findall(line))} " for line in text.splitlines())
