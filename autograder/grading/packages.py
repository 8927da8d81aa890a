"""Which of the packages that are loaded only if named a plan uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from autograder.course import Assignment
from autograder.grading.plan import Plan
from autograder.grading.release import Release


class Names:
    """The names under which student code may use an assignment's `preload_if_named`.

    A given cell that only imports such a package uses none of it: the import is deferred.
    """

    def __init__(self, assignment: Assignment, release: Release) -> None:
        given = [cell.source for cell in release.cells if cell.role == "given"]
        named = {name.partition(".")[0] for name in assignment.preload_if_named}
        bound = {name for source in given for name in _bound(source, named)}
        words = sorted(map(re.escape, named | bound))
        self._used = re.compile(rf"\b(?:{'|'.join(words)})\b") if words else None
        self._given = {source: self._uses_beyond_imports(source) for source in given}

    def used_by(self, plan: Plan) -> bool:
        """Whether a cell of the plan uses such a package, or may use it."""
        return any(
            self._uses(step.source) if step.own else self._given.get(step.source, True)
            for step in plan.steps
            if step.source
        )

    def _uses(self, source: str) -> bool:
        return self._used is not None and self._used.search(source) is not None

    def _uses_beyond_imports(self, source: str) -> bool:
        """Whether more than plain imports of modules is left, which by itself loads nothing."""
        lines = _without_magics(source).split("\n")
        for statement in _parsed(source):
            if isinstance(statement, ast.Import):
                assert statement.end_lineno is not None
                for number in range(statement.lineno - 1, statement.end_lineno):
                    lines[number] = ""
        return self._uses("\n".join(lines))


def _bound(source: str, packages: Iterable[str]) -> Iterator[str]:
    """The names that a cell's imports bind to one of the packages or a part of it."""
    for statement in _parsed(source):
        if isinstance(statement, ast.Import):
            for alias in statement.names:
                if alias.name.partition(".")[0] in packages:
                    yield alias.asname or alias.name.partition(".")[0]


def _parsed(source: str) -> list[ast.stmt]:
    """The statements of a cell; none where it is no plain Python but for its magics."""
    try:
        return ast.parse(_without_magics(source)).body
    except SyntaxError:
        return []


def _without_magics(source: str) -> str:
    return re.sub(r"(?m)^\s*[%!].*", "", source)
