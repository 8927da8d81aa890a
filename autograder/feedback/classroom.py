"""The instructor's page: how the class did, what it found hard, and who needs a look."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from jinja2 import Environment

from autograder.diagnosis.groups import groups
from autograder.feedback.chart import histogram
from autograder.feedback.filenames import Key, key
from autograder.feedback.similar import Alike
from autograder.feedback.tally import (
    Tally,
    check_tallies,
    exercise_tallies,
    mistake_tallies,
    timings,
)
from autograder.scores.final import Score
from autograder.verdict import Report, ReportStatus
from autograder.words import CHECK_WORDS, REPORT_WORDS, label, one_line


@dataclass(frozen=True)
class Extras:
    """What the page shows beside the reports' own numbers.

    `alike` holds positions in the tally's reports; `missing` names who has handed in nothing;
    `table` links to the same numbers as a CSV, `audit` to the page on the hidden checks.
    """

    alike: Sequence[Alike] = ()
    missing: tuple[str, ...] = ()
    table: str | None = None
    audit: str | None = None


def class_page(
    templates: Environment,
    tally: Tally,
    pages: Mapping[Key, str],
    title: str,
    exercise_titles: Mapping[str, str],
    extras: Extras | None = None,
) -> str:
    """The page as HTML that stands alone; `pages` gives each report's page as a relative link."""
    return templates.get_template("class.html").render(
        tally=tally,
        title=title,
        titles=exercise_titles,
        chart=histogram(tally.shares) if tally.graded else None,
        exercises=exercise_tallies(tally.graded),
        checks=check_tallies(tally.graded),
        groups=groups(tally.graded),
        mistakes=mistake_tallies(tally.graded),
        extras=extras or Extras(),
        timings=timings(tally.reports),
        ungradable=tally.having(ReportStatus.UNGRADABLE),
        grader_errors=tally.having(ReportStatus.GRADER_ERROR),
        link=lambda report: pages[key(report)],
        label=label,
        check_words=CHECK_WORDS,
        report_words=REPORT_WORDS,
    )


def class_csv(tally: Tally, grades: Mapping[Key, Score]) -> str:
    """A row a submission: who, how it ended, the points, and those of each exercise."""
    names = [exercise.name for exercise in exercise_tallies(tally.graded)]
    text = io.StringIO()
    rows = csv.writer(text, lineterminator="\n")
    rows.writerow(["student", "submission", "status", "points", "out_of", "counts_as", *names])
    for report in tally.reports:
        rows.writerow([_plain(value) for value in _row(report, grades.get(key(report)), names)])
    return text.getvalue()


def _row(report: Report, grade: Score | None, names: Sequence[str]) -> list[object]:
    row: list[object] = [label(report), report.submission, report.status.value]
    if report.status is not ReportStatus.GRADED:
        return [*row, *[""] * (3 + len(names))]
    points = {exercise.name: exercise.score for exercise in report.exercises}
    counts = grade.points if grade else report.score
    return [*row, report.score, report.max_score, counts, *(points.get(n, "") for n in names)]


def _plain(value: object) -> object:
    """Text that a spreadsheet takes for text: a name of a submission may begin like a formula."""
    if not isinstance(value, str):
        return value
    text = one_line(value)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
