"""A class at one glance: what is counted of it, and the rows that a person would read.

Reads the reports once, in any order, and keeps those that are shown: a class of ten thousand takes
no more memory than one of a hundred, but for the eight bytes of a share.
"""

from __future__ import annotations

import statistics
from array import array
from bisect import insort
from collections import Counter
from collections.abc import Iterable
from operator import itemgetter
from typing import Any

from autograder.feedback.tally import order, skim
from autograder.verdict import Report, ReportStatus
from autograder.words import share

LONGEST = 60  # rows that a person reads; beyond it only those that need a look are shown
WORST = 20


class Glance:
    """A class in counts and in the rows to show. `add` takes one report after another.

    `exercises` are the names of the exercises in the order in which they were first seen, `lost`
    counts the reports that have no score, by their status.
    """

    def __init__(self, reports: Iterable[Report] = ()) -> None:
        self.count = 0
        self.exercises: list[str] = []
        self.lost: Counter[ReportStatus] = Counter()
        self._shares = array("d")
        self._all = _First(LONGEST)
        self._troubled, self._worst = _First(WORST), _First(WORST)
        for report in reports:
            self.add(report)

    def add(self, report: Report) -> None:
        """Take one more report of the class into account."""
        self.count += 1
        place = order(report)
        if self.count <= LONGEST:
            self._all.offer(place, report)
        if report.status is not ReportStatus.GRADED:
            self.lost[report.status] += 1
            is_ours = report.status is ReportStatus.GRADER_ERROR  # these come first
            self._troubled.offer((not is_ours, *place), report)
            return
        part = share(report.score, report.max_score)
        self._shares.append(part)
        self._worst.offer((part, *place), report)
        self.exercises += (e.name for e in report.exercises if e.name not in self.exercises)

    @property
    def graded(self) -> int:
        """How many reports have a score."""
        return len(self._shares)

    @property
    def mean(self) -> float | None:
        """The mean share of the points, or None where nothing was graded."""
        return statistics.fmean(self._shares) if self._shares else None

    @property
    def median(self) -> float | None:
        """The median share of the points, or None where nothing was graded."""
        return statistics.median(self._shares) if self._shares else None

    @property
    def shown(self) -> tuple[Report, ...]:
        """Everybody in a class that can be read; else who could not be graded and who did worst."""
        if self.count <= LONGEST:
            return self._all.reports
        return self._troubled.reports + self._worst.reports


class _First:
    """The first few reports by their keys, of however many are offered, without what is long."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._kept: list[tuple[tuple[Any, ...], Report]] = []

    def offer(self, key: tuple[Any, ...], report: Report) -> None:
        if len(self._kept) == self._most and key >= self._kept[-1][0]:
            return
        insort(self._kept, (key, skim(report)), key=itemgetter(0))
        del self._kept[self._most :]

    @property
    def reports(self) -> tuple[Report, ...]:
        return tuple(report for _, report in self._kept)
