"""The feedback page of a submission, in the exchange's frame or as a file that stands alone."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from jinja2 import Environment

from autograder.exchange.access import Action, NotThere, Person, may
from autograder.exchange.showing import at_least, for_student
from autograder.exchange.store import Store
from autograder.exchange.terms import Shown
from autograder.exchange.web.finding import own_attempt, shown_to
from autograder.feedback import layout
from autograder.feedback.student import student_page
from autograder.verdict import Report, ReportStatus

_alone = functools.cache(layout.environment)


def standing_page(store: Store, person: Person, number: int) -> str:
    """The page by itself. NotThere while it is not shown."""
    return framed_page(_alone(), {}, store, person, number)


def framed_page(
    templates: Environment, frame: Mapping[str, object], store: Store, person: Person, number: int
) -> str:
    """The page in the frame of these templates. NotThere while it is not shown.

    Why a file could not be graded is shown at once, whatever the terms: it must be mended.
    """
    attempt, terms = own_attempt(store, person, number)
    shown = shown_to(person, terms, store)
    told = at_least(shown, Shown.ALL) or attempt.status == ReportStatus.UNGRADABLE
    if attempt.report is None or not told:
        raise NotThere("There is no feedback to be seen yet.")
    report = Report.from_json(store.blobs.read(attempt.report).decode())
    seen = report if may(person, Action.SEE_CLASS) else for_student(report, shown)
    titles = {result.name: result.name.replace("_", " ") for result in report.exercises}
    return student_page(templates, seen, terms.title, titles, attempt.score, frame=frame)
