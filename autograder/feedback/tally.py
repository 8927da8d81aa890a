"""What a class's reports say together: who was graded, how well, and which checks failed most.

Reads the reports once, in any order, and keeps of each only what a class page needs, so that a
class's printed output is never held in memory. All reports are of one assignment.
"""

from __future__ import annotations

import functools
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TypeVar

from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, Report, ReportStatus
from autograder.words import label, share

Word = TypeVar("Word", bound=str)

MISSED = (CheckStatus.FAILED, CheckStatus.ERROR, CheckStatus.TIMEOUT)


@dataclass(frozen=True)
class ExerciseTally:
    """How one exercise went: the mean share of its points, and how many earned all of them."""

    name: str
    mean: float
    full: int
    graded: int


@dataclass(frozen=True)
class CheckTally:
    """How one check went. `tried` leaves out the reports in which it was skipped.

    `statuses` counts the ways in which it was missed, `mistakes` the recognised ones; both have
    the most frequent first.
    """

    exercise: str
    title: str
    tried: int
    statuses: tuple[tuple[CheckStatus, int], ...]
    mistakes: tuple[tuple[str, int], ...]

    @property
    def missed(self) -> int:
        """Reports in which the check was tried and not passed."""
        return sum(count for _, count in self.statuses)


@dataclass(frozen=True)
class Timing:
    """The seconds that one stage took over the class."""

    stage: str
    median: float
    longest: float
    total: float


@dataclass(frozen=True)
class Tally:
    """The class in numbers; `reports` are skimmed and sorted by name."""

    reports: tuple[Report, ...]

    def having(self, status: ReportStatus) -> tuple[Report, ...]:
        """The reports that ended so."""
        return tuple(report for report in self.reports if report.status is status)

    @property
    def graded(self) -> tuple[Report, ...]:
        """The reports that have a score."""
        return self.having(ReportStatus.GRADED)

    @property
    def shares(self) -> tuple[float, ...]:
        """The share of its points that each graded report earned, lowest first."""
        return tuple(sorted(share(report.score, report.max_score) for report in self.graded))

    @property
    def mean(self) -> float | None:
        """The mean share, or None where nothing was graded."""
        return statistics.fmean(self.shares) if self.graded else None

    @property
    def median(self) -> float | None:
        """The median share, or None where nothing was graded."""
        return statistics.median(self.shares) if self.graded else None

    @property
    def isolations(self) -> tuple[tuple[str, int], ...]:
        """Every isolation that a report ran under, the most frequent first."""
        return _counted(report.isolation for report in self.reports)


def tally(reports: Iterable[Report]) -> Tally:
    """Read the reports once and keep what is needed to sum them up."""
    return Tally(tuple(sorted(map(skim, reports), key=order)))


def skim(report: Report) -> Report:
    """The report without what only its own page shows: output, cells, notes and messages."""
    return replace(
        report,
        notes=(),
        cells=(),
        output="",
        exercises=tuple(map(_skim_exercise, report.exercises)),
    )


def _skim_exercise(exercise: ExerciseResult) -> ExerciseResult:
    checks = (replace(check, message="", example=None, place=None) for check in exercise.checks)
    return _one_of_its_kind(replace(exercise, cells=(), checks=tuple(checks)))


@functools.lru_cache(maxsize=4096)
def _one_of_its_kind(exercise: ExerciseResult) -> ExerciseResult:
    """The same object for equal results: most of a class gets every right answer alike.

    A class of ten thousand so takes little more memory than its names.
    """
    return exercise


def exercise_tallies(reports: Sequence[Report]) -> tuple[ExerciseTally, ...]:
    """One tally an exercise, in the order of the reports."""
    seen: dict[str, list[ExerciseResult]] = {}
    for report in reports:
        for exercise in report.exercises:
            seen.setdefault(exercise.name, []).append(exercise)
    return tuple(_exercise_tally(name, results) for name, results in seen.items())


def _exercise_tally(name: str, results: Sequence[ExerciseResult]) -> ExerciseTally:
    shares = [share(result.score, result.max_score) for result in results]
    full = sum(part == 1 for part in shares)
    return ExerciseTally(name, statistics.fmean(shares), full, len(results))


def check_tallies(reports: Sequence[Report]) -> tuple[CheckTally, ...]:
    """The checks that somebody missed, the most missed first."""
    seen: dict[tuple[str, str], list[CheckResult]] = {}
    for report in reports:
        for exercise in report.exercises:
            for check in exercise.checks:
                seen.setdefault((exercise.name, check.name), []).append(check)
    tallies = [_check_tally(exercise, results) for (exercise, _), results in seen.items()]
    return tuple(sorted((t for t in tallies if t.missed), key=lambda t: -t.missed))


def _check_tally(exercise: str, results: Sequence[CheckResult]) -> CheckTally:
    tried = [result for result in results if result.status is not CheckStatus.SKIPPED]
    missed = [result for result in tried if result.status in MISSED]
    return CheckTally(
        exercise=exercise,
        title=results[0].title,
        tried=len(tried),
        statuses=_counted(result.status for result in missed),
        mistakes=_counted(result.mistake for result in missed if result.mistake),
    )


def mistake_tallies(reports: Sequence[Report]) -> tuple[tuple[str, str, int], ...]:
    """The recognised mistakes: exercise, name, and how many made it; the commonest first."""
    made = {
        (exercise.name, check.mistake, number)
        for number, report in enumerate(reports)
        for exercise in report.exercises
        for check in exercise.checks
        if check.mistake
    }
    counts = Counter((exercise, mistake) for exercise, mistake, _ in made)
    ordered = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((exercise, mistake, count) for (exercise, mistake), count in ordered)


def timings(reports: Sequence[Report]) -> tuple[Timing, ...]:
    """One summary a stage that the reports time, the longest in total first."""
    seen: dict[str, list[float]] = {}
    for report in reports:
        for stage, seconds in report.timing.items():
            seen.setdefault(stage, []).append(seconds)
    summaries = [
        Timing(stage, statistics.median(all_), max(all_), sum(all_)) for stage, all_ in seen.items()
    ]
    return tuple(sorted(summaries, key=lambda timing: (-timing.total, timing.stage)))


def _counted(values: Iterable[Word]) -> tuple[tuple[Word, int], ...]:
    counts = Counter(values)
    return tuple(sorted(counts.items(), key=lambda item: (-item[1], item[0])))


def order(report: Report) -> tuple[str, str, str]:
    """Where a report stands in its class: by its name, as people sort names."""
    return label(report).casefold(), report.submission, report.sha256
