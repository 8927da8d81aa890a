"""Generated wrong answers: one small change to a right one, wherever such a change makes sense.

A change is one operator, constant, axis, transpose, term, name or statement. Most mutants are
wrong; the few that compute the same thing are recognised when they compile to the same code, or
are listed by the author with a reason in the exercise's `equivalent.toml`.
"""

from __future__ import annotations

import ast
import copy
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.audit.changes import CHANGES, places
from autograder.diagnosis.bank import Answer
from autograder.errors import AuthoringError

EQUIVALENT = "equivalent.toml"


@dataclass(frozen=True)
class Mutant:
    """A changed answer: the line before and after, where it stands, and the whole source."""

    path: Path
    line: int
    before: str
    after: str
    source: str

    @property
    def change(self) -> tuple[str, str]:
        """The change itself, by which it is told again when the file has moved on."""
        return self.before, self.after


def mutants(answer: Answer, given: str) -> Iterator[Mutant]:
    """Every mutant of a right answer, each once, but those that compile to the same code.

    Lines that stand in `given`, the stub that students get, are left alone: nobody asks for them.
    """
    tree = ast.parse(answer.source)
    public = {line.strip() for line in ast.unparse(ast.parse(given)).split("\n")}
    plain = ast.unparse(tree)
    seen = {_compiled(plain)}
    for index in range(len(list(places(tree)))):
        for change in CHANGES:
            changed = copy.deepcopy(tree)
            node, where = list(places(changed))[index]
            if not change(node, where):
                continue
            source = ast.unparse(ast.fix_missing_locations(changed))
            code = _compiled(source)
            if code is not None and code not in seen:
                seen.add(code)
                before, after = _difference(plain, source)
                if before not in public:
                    yield Mutant(answer.path, node.lineno, before, after, source)


def listed_equivalents(folder: Path) -> dict[tuple[str, str], str]:
    """The changes that the author says change nothing, with the reasons."""
    path = folder / EQUIVALENT
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text("utf-8"))["equivalent"]
        return {(entry["before"], entry["after"]): entry["reason"] for entry in entries}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise AuthoringError(
            f"{path}: each [[equivalent]] needs `before`, `after` and `reason`: {error!r}"
        ) from error


def _compiled(source: str) -> bytes | None:
    """What the source compiles to, as bytes to compare; None where it does not."""
    try:
        return ast.dump(ast.parse(source)).encode()
    except SyntaxError:
        return None


def _difference(before: str, after: str) -> tuple[str, str]:
    """The first line that differs, in both."""
    olds, news = before.split("\n"), after.split("\n")
    for old, new in zip(olds, news, strict=False):
        if old != new:
            return old.strip(), new.strip()
    return "", ""
