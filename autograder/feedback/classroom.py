"""The instructor's page: how the class did, what it found hard, and who needs a look."""

from __future__ import annotations

from collections.abc import Mapping

from jinja2 import Environment

from autograder.diagnosis.groups import groups
from autograder.feedback.chart import histogram
from autograder.feedback.filenames import Key, key
from autograder.feedback.tally import Tally, check_tallies, exercise_tallies, timings
from autograder.verdict import ReportStatus
from autograder.words import CHECK_WORDS, REPORT_WORDS, label


def class_page(
    templates: Environment,
    tally: Tally,
    pages: Mapping[Key, str],
    title: str,
    exercise_titles: Mapping[str, str],
    audit: str | None = None,
) -> str:
    """The page as HTML that stands alone; `pages` gives each report's page as a relative link.

    `audit` is the link to the page on the hidden checks, where there is one.
    """
    return templates.get_template("class.html").render(
        tally=tally,
        title=title,
        titles=exercise_titles,
        audit=audit,
        chart=histogram(tally.shares) if tally.graded else None,
        exercises=exercise_tallies(tally.graded),
        checks=check_tallies(tally.graded),
        groups=groups(tally.graded),
        timings=timings(tally.reports),
        ungradable=tally.having(ReportStatus.UNGRADABLE),
        grader_errors=tally.having(ReportStatus.GRADER_ERROR),
        link=lambda report: pages[key(report)],
        label=label,
        check_words=CHECK_WORDS,
        report_words=REPORT_WORDS,
    )
