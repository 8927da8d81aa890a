"""A course on disk: its assignments, what each one says of itself, and where its parts stand.

Reads `assignment.toml` and folder names only; loads no check, no notebook and no package outside
the standard library. A mistake in the course is an AuthoringError that names the file.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from autograder.conventions import (
    Convention,
    chosen,
    in_words,
    read_conventions,
    refuse_strays,
    solution_path,
)
from autograder.errors import AuthoringError
from autograder.kinds import refuse_other_kinds, refuse_unknown_settings
from autograder.limits import Limits, read_limits
from autograder.policy import Policy, course_policy, read_policy
from autograder.toml import read_toml

NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, eq=False)  # one object per assignment: usable as a key
class Assignment:
    """One assignment: its own words in `assignment.toml`, and its folders.

    `preload` names the packages that the box imports before any submission, `preload_if_named`
    those that it does so only for submissions whose own code names them, `extra` the optional part
    of this package that brings those which not everybody has installed; `ship` the files that
    students get beside the notebook, each looked up in the assignment's folder and then in
    `assignments/common/`; `watch` the functions whose largest argument the checks may ask for;
    `conventions` what may be chosen differently from course to course; `points` the total of an
    exercise where it should differ from the sum of its checks' points; `policy` how points become
    a grade. The last two are not the file's: `chosen` holds the values that `under` has put in the
    place of the file's own, `settled` the names of all conventions that it was told a value for.
    """

    name: str
    root: Path
    title: str
    order: int = 0
    version: str = "1"
    due: datetime | None = None
    hours: float | None = None
    preload: tuple[str, ...] = ("numpy",)
    preload_if_named: tuple[str, ...] = ()
    extra: str | None = None
    ship: tuple[str, ...] = ()
    watch: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)
    conventions: Mapping[str, Convention] = field(default_factory=dict)
    points: Mapping[str, float] = field(default_factory=dict)
    policy: Policy = field(default_factory=Policy)
    chosen: Mapping[str, str] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()

    @property
    def packages(self) -> tuple[str, ...]:
        """What has to be installed where the notebook runs: packages by their top names.

        What comes with Python is not among them.
        """
        named = (name.partition(".")[0] for name in (*self.preload, *self.preload_if_named))
        return tuple(dict.fromkeys(name for name in named if name not in sys.stdlib_module_names))

    @property
    def folder(self) -> Path:
        """What students are told."""
        return self.root / "assignments" / self.name

    @property
    def notebook(self) -> Path:
        """The whole notebook as percent-format text."""
        return self.folder / "notebook.py"

    @property
    def reference(self) -> Path:
        """What students must not see."""
        return self.root / "reference" / self.name

    @property
    def release(self) -> Path:
        """What is handed out."""
        return self.root / "release" / self.name

    @property
    def released_notebook(self) -> Path:
        """The student's notebook as it was handed out."""
        return self.release / f"{self.name}.ipynb"

    @cached_property
    def exercises(self) -> tuple[str, ...]:
        """Names of the folders below `reference/<assignment>/` that hold a `checks.py`."""
        found = self.reference.glob("*/checks.py")
        return tuple(sorted(path.parent.name for path in found))

    @property
    def label(self) -> str:
        """The name, with the chosen values where there are any: `modules (dropout=keep)`."""
        return f"{self.name} ({in_words(self.chosen.items())})" if self.chosen else self.name

    @property
    def in_force(self) -> dict[str, str]:
        """The value of every convention, by its name."""
        return {name: c.value for name, c in self.conventions.items()} | dict(self.chosen)

    def under(self, values: Mapping[str, str]) -> Assignment:
        """The assignment with these values in force, and the file's for all other conventions.

        AuthoringError for a convention or a value that the file does not list.
        """
        where = self.folder / "assignment.toml"
        put = chosen(self.conventions, values, where)
        return replace(self, chosen=put, settled=frozenset(values))

    def alternatives(self) -> tuple[Assignment, ...]:
        """The assignment under every value that its file does not put in force, one at a time."""
        return tuple(
            self.under({name: value})
            for name, convention in self.conventions.items()
            for value in convention.choices
            if value != convention.value
        )

    def solution(self, exercise: str) -> Path:
        """The file of an exercise's reference solution under the values in force."""
        folder = self.reference / exercise
        refuse_strays(folder, self.conventions)
        return solution_path(folder, self.conventions, self.in_force)

    def shipped(self) -> dict[str, Path]:
        """Each shipped file's name in the release and the file it is copied from."""
        return {name: self._shipped(name) for name in self.ship}

    def _shipped(self, name: str) -> Path:
        candidates = [self.folder / name, self.root / "assignments" / "common" / name]
        for path in candidates:
            if path.is_file():
                return path
        raise AuthoringError(
            f"{self.folder / 'assignment.toml'} ships {name!r}, which is neither at "
            f"{candidates[0]} nor at {candidates[1]}. Add the file or remove the entry."
        )


_SETTINGS = {f.name for f in fields(Assignment)} - {"name", "root", "chosen", "settled"}


@dataclass(frozen=True)
class Course:
    """A directory with `assignments/`, `reference/` and `release/` in it."""

    root: Path

    @cached_property
    def assignments(self) -> tuple[Assignment, ...]:
        """Every assignment of the course, in the order that their files give."""
        files = sorted((self.root / "assignments").glob("*/assignment.toml"))
        if not files:
            raise AuthoringError(
                f"No course here: {self.root / 'assignments'} holds no folder with an "
                "assignment.toml. Go to the course's directory, or name it with --course DIR."
            )
        return tuple(sorted(map(read_assignment, files), key=lambda a: (a.order, a.name)))

    @cached_property
    def policy(self) -> Policy:
        """What `course.toml` says of all assignments alike; the file may be missing."""
        return course_policy(self.root)

    def assignment(self, name: str) -> Assignment:
        """The assignment of that name; an unknown one is an AuthoringError."""
        for assignment in self.assignments:
            if assignment.name == name:
                return assignment
        known = ", ".join(a.name for a in self.assignments)
        raise AuthoringError(f"There is no assignment {name!r} in {self.root}. It has: {known}.")

    def select(
        self, names: tuple[str, ...], conventions: Mapping[str, str] | None = None
    ) -> tuple[Assignment, ...]:
        """The named assignments, or all of them where none is named.

        `conventions` are put in force wherever an assignment has a convention of that name, which
        at least one must.
        """
        selected = tuple(map(self.assignment, names)) if names else self.assignments
        for name in conventions or {}:
            if not any(name in assignment.conventions for assignment in selected):
                raise AuthoringError(
                    f"No convention is called {name!r} in {', '.join(a.name for a in selected)}: "
                    "assignment.toml lists those that there are."
                )
        return tuple(
            a.under({n: v for n, v in (conventions or {}).items() if n in a.conventions})
            for a in selected
        )


def read_assignment(path: Path) -> Assignment:
    """The assignment that an `assignment.toml` describes."""
    table = read_toml(path)
    name = path.parent.name
    if not NAME.fullmatch(name):
        raise AuthoringError(
            f"{path.parent}: an assignment's folder is a lower-case name such as 'my_lab'."
        )
    refuse_unknown_settings(path, "", table, _SETTINGS)
    if not isinstance(table.get("title"), str):
        raise AuthoringError(f"{path}: 'title' is missing; give the assignment a title in quotes.")
    refuse_other_kinds(path, table)
    table["conventions"] = read_conventions(path, table.get("conventions", {}))
    table["limits"] = read_limits(path, table.get("limits", {}))
    for key in ("preload", "preload_if_named", "ship", "watch"):
        if key in table:
            table[key] = tuple(table[key])
    if "due" in table:
        table["due"] = _moment(path, table["due"])
    root = path.parent.parent.parent
    table["policy"] = read_policy(path, table.get("policy", {}), course_policy(root))
    return Assignment(name=name, root=root, **table)


def _moment(path: Path, value: object) -> datetime:
    if not isinstance(value, datetime):
        raise AuthoringError(
            f"{path}: 'due' must be a date and time, such as 2027-03-01T23:59:00Z."
        )
    return value if value.tzinfo else value.replace(tzinfo=UTC)
