"""What grading says: checks, exercises and the report on one submission.

These values are the contract between grading and everything after it (terminal, JSON, HTML,
exports). They are frozen, hold no numbers that a student must not see except `seed`, and turn
into JSON and back without loss.
"""

from __future__ import annotations

import dataclasses
import json
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

SCHEMA = 1


class CheckStatus(StrEnum):
    """How one hidden check ended."""

    PASSED = "passed"
    FAILED = "failed"
    ERROR = "error"
    TIMEOUT = "timeout"
    SKIPPED = "skipped"


class ReportStatus(StrEnum):
    """How the grading of one submission ended."""

    GRADED = "graded"
    UNGRADABLE = "ungradable"
    GRADER_ERROR = "grader_error"


# A number, a word for one that is none (`nan`), or rows of these.
Numbers = float | str | tuple["Numbers", ...]


def told(value: Numbers, digits: int = 4) -> str:
    """The numbers as a student would write them down, with so many digits each."""
    if isinstance(value, str):
        return value
    if isinstance(value, tuple):
        return f"[{', '.join(told(part, digits) for part in value)}]"
    return f"{value:.{digits}g}"


@dataclass(frozen=True)
class Example:
    """A small counterexample of which nothing is hidden.

    `given` are lines such as `X = [[1, 2]]`; `right` is what belongs there and `yours` what the
    student's code answers: numbers, or a word for what is no number.
    """

    given: tuple[str, ...]
    right: Numbers
    yours: Numbers

    @property
    def digits(self) -> int:
        """How many digits to show: four, or all six that are kept where four would look alike."""
        return 4 if told(self.right) != told(self.yours) else 6


@dataclass(frozen=True)
class Place:
    """A line of the student's own code; cells and lines count from 1."""

    cell: int
    line: int


@dataclass(frozen=True)
class OwnCell:
    """A cell as the student wrote it."""

    cell: int
    source: str


@dataclass(frozen=True)
class CheckResult:
    """One hidden check's verdict.

    `title` says what was asked and `message` what was wrong, both in words for the student;
    `mistake` names the recognised entry of the bank of known mistakes, or is None. `example` is
    the smallest counterexample, which `message` tells in words, and `place` the line of the
    student's code that raised, where there are such.
    """

    name: str
    title: str
    status: CheckStatus
    points: float
    max_points: float
    message: str = ""
    mistake: str | None = None
    example: Example | None = None
    place: Place | None = None


@dataclass(frozen=True)
class ExerciseResult:
    """All checks of one exercise, in the order in which they were asked.

    Where points were lost, `behaviour` is a digest of the answers to the exercise's probe, equal
    for answers that are wrong alike, and `code` the student's code without its comments. Both are
    for instructors. `cells` are the student's own cells of the exercise, unless they are huge.
    """

    name: str
    checks: tuple[CheckResult, ...]
    behaviour: str = ""
    code: str = ""
    cells: tuple[OwnCell, ...] = ()

    @property
    def score(self) -> float:
        """Points earned."""
        return sum(check.points for check in self.checks)

    @property
    def max_score(self) -> float:
        """Points that could be earned."""
        return sum(check.max_points for check in self.checks)

    @property
    def waived(self) -> bool:
        """Whether it counts for nothing, since there was nothing in this work to ask."""
        skipped = all(check.status is CheckStatus.SKIPPED for check in self.checks)
        return bool(self.checks) and skipped and not self.max_score


@dataclass(frozen=True)
class CellProblem:
    """A cell of the submission that did not run to its end.

    `cell` counts the notebook's code cells from 1; `line` counts within the cell from 1, or is
    None where Python names none. `status` is `error`, `timeout` or `killed`.
    """

    cell: int
    status: str
    type: str
    message: str
    line: int | None = None
    source: str = ""


@dataclass(frozen=True)
class Report:
    """Everything that grading has to say about one submission. One line of results.jsonl.

    `reason` says why a submission is not graded (empty when it is); `notes` are sentences for
    the student about the notebook as a whole; `output` is what its cells printed before the
    first hidden check ran. `seed` is for instructors: it names the numbers behind the checks.
    `submitted` says when it was handed in, in ISO 8601 with an offset, or is None if nothing told.
    """

    assignment: str
    submission: str
    student: str | None
    sha256: str
    status: ReportStatus
    isolation: str
    seed: str
    exercises: tuple[ExerciseResult, ...] = ()
    reason: str = ""
    notes: tuple[str, ...] = ()
    cells: tuple[CellProblem, ...] = ()
    output: str = ""
    timing: dict[str, float] = field(default_factory=dict)
    submitted: str | None = None
    schema: int = SCHEMA

    @property
    def score(self) -> float:
        """Points earned over all exercises."""
        return sum(exercise.score for exercise in self.exercises)

    @property
    def max_score(self) -> float:
        """Points that could be earned over all exercises."""
        return sum(exercise.max_score for exercise in self.exercises)

    def to_dict(self) -> dict[str, Any]:
        """The report as plain JSON values, sums included."""
        plain: dict[str, Any] = _plain(self)
        plain["score"], plain["max_score"] = self.score, self.max_score
        for exercise, result in zip(plain["exercises"], self.exercises, strict=True):
            exercise["score"], exercise["max_score"] = result.score, result.max_score
        return plain

    def to_json(self) -> str:
        """One line of JSON with sorted keys, so that equal reports are equal bytes."""
        return json.dumps(self.to_dict(), ensure_ascii=False, sort_keys=True, allow_nan=False)

    @classmethod
    def from_dict(cls, plain: dict[str, Any]) -> Report:
        """The report that `to_dict` wrote; sums are derived again, never trusted."""
        if plain.get("schema") != SCHEMA:
            raise ValueError(f"this report has schema {plain.get('schema')!r}, not {SCHEMA}")
        fields = {f.name for f in dataclasses.fields(cls)}
        values = {name: value for name, value in plain.items() if name in fields}
        values["status"] = ReportStatus(values["status"])
        values["exercises"] = tuple(_exercise(exercise) for exercise in plain["exercises"])
        values["cells"] = tuple(CellProblem(**cell) for cell in plain["cells"])
        values["notes"] = tuple(plain["notes"])
        return cls(**values)

    @classmethod
    def from_json(cls, text: str) -> Report:
        """The report that `to_json` wrote; ValueError, KeyError or TypeError for anything else."""
        plain = json.loads(text)
        if not isinstance(plain, dict):
            raise ValueError("this is no report")
        return cls.from_dict(plain)


_ATOMS = frozenset((str, float, int, bool, type(None), CheckStatus, ReportStatus))


def _plain(value: Any) -> Any:
    """As dataclasses.asdict, which copies every text and takes as long as judging an exercise."""
    kind = type(value)
    if kind in _ATOMS:
        return value
    if dataclasses.is_dataclass(kind):
        return {name: _plain(item) for name, item in vars(value).items()}
    if kind is dict:
        return {name: _plain(item) for name, item in value.items()}
    return kind(map(_plain, value)) if kind in (tuple, list) else value


def _exercise(plain: dict[str, Any]) -> ExerciseResult:
    """An exercise as `to_dict` wrote it; what reports of earlier days lack is empty."""
    return ExerciseResult(
        plain["name"],
        tuple(_check(check) for check in plain["checks"]),
        plain.get("behaviour", ""),
        plain.get("code", ""),
        tuple(OwnCell(**cell) for cell in plain.get("cells", ())),
    )


def _check(plain: dict[str, Any]) -> CheckResult:
    values = {**plain, "status": CheckStatus(plain["status"])}
    if example := plain.get("example"):
        right, yours = _numbers(example["right"]), _numbers(example["yours"])
        values["example"] = Example(tuple(example["given"]), right, yours)
    if place := plain.get("place"):
        values["place"] = Place(**place)
    return CheckResult(**values)


def _numbers(plain: Any) -> Numbers:
    return tuple(map(_numbers, plain)) if isinstance(plain, list | tuple) else plain
