"""One student's page: what was earned, what was wrong in words, and what to try next.

Shows nothing that a student must not see (seed, isolation, names of mistakes, the grader's own
errors and paths), and no score where the fault was the grader's.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jinja2 import Environment

from autograder.scores.final import Score
from autograder.verdict import CheckResult, CheckStatus, ExerciseResult, Report, ReportStatus
from autograder.words import submission_name


def student_page(
    templates: Environment,
    report: Report,
    title: str,
    exercise_titles: Mapping[str, str],
    grade: Score | None = None,
    notebook: str | None = None,
    frame: Mapping[str, object] | None = None,
) -> str:
    """The page as HTML that stands alone, or in the frame of templates that bring another base.

    `title` is the assignment's; `grade` is what the policies make of the score; `notebook` a link
    to the notebook's own page; `frame` is what another base needs to be told.
    """
    return templates.get_template("student.html").render(
        report=report,
        title=title,
        titles=exercise_titles,
        file=submission_name(report),
        passed=sum(check.status is CheckStatus.PASSED for _, check in _checks(report)),
        asked=sum(1 for _ in _checks(report)),
        steps=next_steps(report, exercise_titles),
        grade=grade,
        notebook=notebook,
        **(frame or {}),
    )


def next_steps(report: Report, exercise_titles: Mapping[str, str]) -> tuple[str, ...]:
    """What to do now, in one to three sentences for the student.

    Points at the first check that failed, in the report's order, and before it at the first cell
    that raised, because what that cell should have defined may be all that is missing.
    """
    if report.status is not ReportStatus.GRADED:
        return ()
    target = _first_missed(report)
    if target is None:
        return ("Every check passed. Well done: there is nothing left to mend here.",)
    exercise, check = target
    name = exercise_titles.get(exercise.name, exercise.name)
    begin = "Then turn to" if report.cells else "Start with"
    steps = [f"{begin} “{name}”: {(check.title or check.name).rstrip('.')}."]
    if report.cells:
        cell = report.cells[0].cell
        steps.insert(0, f"Code cell {cell} did not run to its end; see to that first.")
    if check.message:
        steps.append(check.message.partition("\n")[0])
    return tuple(steps)


def _first_missed(report: Report) -> tuple[ExerciseResult, CheckResult] | None:
    """A skipped check waits for another one, so it is named only if no other is missed."""
    missed = [pair for pair in _checks(report) if pair[1].status is not CheckStatus.PASSED]
    tried = [pair for pair in missed if pair[1].status is not CheckStatus.SKIPPED]
    return next(iter(tried or missed), None)


def _checks(report: Report) -> Iterator[tuple[ExerciseResult, CheckResult]]:
    for exercise in report.exercises:
        for check in exercise.checks:
            yield exercise, check
