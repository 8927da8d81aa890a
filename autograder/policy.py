"""What turns points into a grade: the `[policy]` of an assignment.toml, over that of course.toml.

Holds the settings alone; `autograder.scores` applies them, in one place for feedback and exports.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields, replace
from pathlib import Path
from typing import Any

from autograder.errors import AuthoringError
from autograder.kinds import refuse_unknown_settings
from autograder.toml import read_toml

LATEST, BEST = "latest", "best"


@dataclass(frozen=True)
class Policy:
    """The rules of one assignment. Nothing is set: every point counts, whenever it came.

    A late submission loses `late_percent` of the assignment's points for each day begun after the
    due date and `grace_minutes`, at most `late_most` per cent; after `late_days` it is worth
    nothing. `extensions` is a CSV, looked up in the course's folder. Exercises in `bonus` count on
    top of the total. Scores are rounded to multiples of `rounding`, halves up. `counts` says which
    of a student's submissions counts, the latest or the best. `drop_lowest` is the course's alone:
    so many of a student's worst assignments do not count.
    """

    late_percent: float = 0.0
    late_most: float = 100.0
    late_days: float | None = None
    grace_minutes: float = 0.0
    extensions: str | None = None
    bonus: tuple[str, ...] = ()
    rounding: float = 0.0
    counts: str = LATEST
    drop_lowest: int = 0

    @property
    def told(self) -> tuple[str, ...]:
        """The rules in sentences for students; empty where there is nothing to know."""
        most = f", at most {self.late_most:g} %" if self.late_most < 100 else ""
        sentences = (
            f"Each day begun after the due date costs {self.late_percent:g} % of the points{most}."
            if self.late_percent
            else "",
            f"After {self.late_days:g} days nothing counts." if self.late_days is not None else "",
            f"{self.grace_minutes:g} minutes are forgiven." if self.grace_minutes else "",
            f"Bonus, on top of the total: {', '.join(self.bonus)}." if self.bonus else "",
            "Of several submissions the best counts." if self.counts == BEST else "",
        )
        return tuple(sentence for sentence in sentences if sentence)


COURSE_ONLY = ("drop_lowest",)


def course_policy(root: Path) -> Policy:
    """What a course's `course.toml` says of all its assignments; the file may be missing."""
    path = root / "course.toml"
    table = read_toml(path) if path.is_file() else {}
    for key in table.keys() - {"policy"}:
        raise AuthoringError(f"{path}: {key!r} is not a setting. There is one table: [policy].")
    return read_policy(path, table.get("policy", {}))


def read_policy(path: Path, table: object, base: Policy | None = None) -> Policy:
    """The policy in the `[policy]` table of a file; what it leaves out is as in `base`.

    AuthoringError, with the file, for a setting that there is not or that holds something else.
    """
    if not isinstance(table, dict):
        raise AuthoringError(f"{path}: 'policy' must be a table: [policy].")
    for key, value in table.items():
        _check(path, key, value, course=base is None)
    values: dict[str, Any] = {
        key: tuple(v) if isinstance(v, list) else v for key, v in table.items()
    }
    return replace(base or Policy(), **values)


def _check(path: Path, key: str, value: object, *, course: bool) -> None:
    known = {f.name for f in fields(Policy) if course or f.name not in COURSE_ONLY}
    if key in COURSE_ONLY and not course:
        raise AuthoringError(f"{path}: [policy] {key!r} is the course's: put it into course.toml.")
    refuse_unknown_settings(path, "[policy] ", [key], known)
    words, fits = _KINDS[key]
    if not fits(value):
        raise AuthoringError(f"{path}: [policy] {key!r} must be {words}; it is {value!r}.")


def refuse_unknown_bonus(path: Path, policy: Policy, exercises: tuple[str, ...]) -> None:
    """AuthoringError where an exercise that there is not is declared a bonus."""
    for name in policy.bonus:
        if name not in exercises:
            raise AuthoringError(
                f"{path}: [policy] bonus names {name!r}, which is no exercise of it. "
                f"The exercises are: {', '.join(exercises)}."
            )


def _number(value: Any) -> bool:
    return type(value) in (int, float) and value >= 0  # to Python, True is an int, too


def _percent(value: Any) -> bool:
    return _number(value) and value <= 100


_KINDS: Mapping[str, tuple[str, Callable[[Any], bool]]] = {
    "late_percent": ("a number from 0 to 100", _percent),
    "late_most": ("a number from 0 to 100", _percent),
    "late_days": ("a number of days", _number),
    "grace_minutes": ("a number of minutes", _number),
    "extensions": ("a file's name in quotes", lambda value: isinstance(value, str)),
    "bonus": (
        "a list of exercises",
        lambda value: isinstance(value, list) and all(isinstance(name, str) for name in value),
    ),
    "rounding": ("a number, such as 0.5", _number),
    "counts": (f"{LATEST!r} or {BEST!r}", lambda value: value in (LATEST, BEST)),
    "drop_lowest": ("a whole number", lambda value: type(value) is int and value >= 0),
}
