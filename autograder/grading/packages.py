"""Which of the packages that are loaded only if named a plan uses."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator

from autograder.course import Assignment
from autograder.grading.plan import Plan
from autograder.grading.release import Release

_WORD = re.compile(r"\w+")


class Named:
    """Finds an assignment's `preload_if_named` in code: by its own name, or by a given cell's.

    A given cell that only imports such a package uses none of it: the import is deferred.
    """

    def __init__(self, assignment: Assignment, release: Release) -> None:
        given = [cell.source for cell in release.cells if cell.role == "given"]
        self._names = {package: {_last(package)} for package in assignment.preload_if_named}
        for package, alias in (pair for source in given for pair in _bound(source)):
            if package in self._names:
                self._names[package].add(alias)
        self._given = {source: self._named_in(_without_imports(source)) for source in given}

    def used_by(self, plan: Plan) -> frozenset[str]:
        """The packages that cells of the plan use, or may use."""
        used = (
            self._named_in(step.source) if step.own else self._given.get(step.source, set())
            for step in plan.steps
            if step.source
        )
        return frozenset[str]().union(*used)

    def _named_in(self, source: str) -> set[str]:
        if not self._names:
            return set()
        words = set(_WORD.findall(source))
        named = {package for package, names in self._names.items() if names & words}
        told = {_first(package) for package in named}
        # Who says no more than `scipy` may mean any part of it.
        vague = {p for p in self._names if _first(p) in words and _first(p) not in told}
        return named | vague


def _first(package: str) -> str:
    return package.partition(".")[0]


def _last(package: str) -> str:
    return package.rpartition(".")[2]


def _bound(source: str) -> Iterator[tuple[str, str]]:
    """The modules that a cell imports under another name, each with that name."""
    for statement in _imports(source):
        for alias in statement.names:
            if alias.asname:
                yield alias.name, alias.asname


def _without_imports(source: str) -> str:
    """The source without its plain imports of modules, which by themselves load nothing."""
    lines = source.split("\n")
    for statement in _imports(source):
        for number in range(statement.lineno, (statement.end_lineno or statement.lineno) + 1):
            lines[number - 1] = ""
    return _without_magics("\n".join(lines))


def _imports(source: str) -> Iterable[ast.Import]:
    """The plain import statements of a cell; none where it is no Python but for its magics."""
    try:
        body = ast.parse(_without_magics(source)).body
    except SyntaxError:
        return ()
    return [statement for statement in body if isinstance(statement, ast.Import)]


def _without_magics(source: str) -> str:
    return re.sub(r"(?m)^\s*[%!].*", "", source)
