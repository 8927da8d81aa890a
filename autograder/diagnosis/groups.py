"""Wrong answers that no known mistake explains, grouped by equal behaviour.

However differently they are written, most wrong answers of a class are a few, and one sentence
reaches everyone in a group.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from autograder.diagnosis.behaviour import digest
from autograder.diagnosis.excerpt import plain_code
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, Report, ReportStatus

_ID_LENGTH = 6


@dataclass(frozen=True)
class Group:
    """Submissions whose answers to one exercise are wrong in the same way.

    `check` is the first that failed, or the first that was missed in another way; `code` is the
    shortest of the members' answers, which is the easiest to read.
    """

    id: str
    assignment: str
    exercise: str
    check: CheckResult
    members: tuple[Report, ...]
    code: str

    @property
    def size(self) -> int:
        """How many submissions are in it."""
        return len(self.members)


def groups(reports: Iterable[Report]) -> tuple[Group, ...]:
    """The groups of a class, the largest first."""
    found: dict[str, list[tuple[Report, ExerciseResult]]] = {}
    for report in reports:
        if report.status is ReportStatus.GRADED:
            for exercise in filter(_is_unexplained, report.exercises):
                found.setdefault(_id(report, exercise), []).append((report, exercise))
    made = [_group(id_, members) for id_, members in found.items()]
    return tuple(sorted(made, key=lambda group: (-group.size, group.exercise, group.id)))


def _is_unexplained(exercise: ExerciseResult) -> bool:
    return bool(exercise.behaviour) and not any(check.mistake for check in exercise.checks)


def _id(report: Report, exercise: ExerciseResult) -> str:
    missed = [(check.name, check.status.value) for check in exercise.checks if _is_missed(check)]
    told_by = (report.assignment, exercise.name, exercise.behaviour, missed)
    return f"{exercise.name}-{digest(repr(told_by))[:_ID_LENGTH]}"


def _group(id_: str, members: list[tuple[Report, ExerciseResult]]) -> Group:
    ordered = sorted(members, key=lambda pair: (pair[0].submission, pair[0].sha256))
    report, exercise = ordered[0]
    missed = [check for check in exercise.checks if _is_missed(check)]
    failed = [check for check in missed if check.status is CheckStatus.FAILED]
    return Group(
        id_,
        report.assignment,
        exercise.name,
        (failed or missed)[0],
        tuple(report for report, _ in ordered),
        min((exercise.code for _, exercise in ordered), key=_readability),
    )


def _is_missed(check: CheckResult) -> bool:
    return check.status not in (CheckStatus.PASSED, CheckStatus.SKIPPED)


def _readability(code: str) -> tuple[bool, int, str]:
    return plain_code(code) is None, len(code), code
