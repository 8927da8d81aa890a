"""`autograder export gradescope`: the zip to upload, and the results inside its container."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.exporting import ASSIGNMENT, options, write
from autograder.course import Course
from autograder.errors import AuthoringError, GraderError

if TYPE_CHECKING:
    from autograder.exports.gradescope import Visibility
    from autograder.verdict import Report


def _visibility(name: str, help_: str, default: str) -> Callable[[Any], Any]:
    choices = ("visible", "after_due_date", "after_published", "hidden")
    return click.option(
        name, type=click.Choice(choices), default=default, show_default=True, help=help_
    )


@click.command()
@options(
    click.argument("out", type=click.Path(path_type=Path, file_okay=False), required=False),
    ASSIGNMENT,
    click.option(
        "--build",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="ZIP",
        help="Make the autograder zip of an assignment (-a), to upload to Gradescope.",
    ),
    click.option(
        "--results",
        type=click.Path(path_type=Path, dir_okay=False),
        help="Where results.json goes (default: OUT/exports/results.json).",
    ),
    click.option("--metadata", type=click.Path(path_type=Path), help="submission_metadata.json."),
    click.option("--submission", type=click.Path(path_type=Path), help="What was handed in."),
    _visibility("--visibility", "When students see the tests.", "visible"),
    _visibility("--stdout-visibility", "When they see what the autograder prints.", "hidden"),
    click.pass_obj,
)
def gradescope(
    course: Course,
    out: Path | None,
    assignment: str | None,
    build: Path | None,
    results: Path | None,
    metadata: Path | None,
    submission: Path | None,
    visibility: str,
    stdout_visibility: str,
) -> int:
    """The autograder zip for Gradescope; and inside it, the results of one submission.

    Upload the zip under Configure Autograder. It holds the hidden checks of that lab, so keep it
    as you keep those. A hidden test hides the total score from students, too.

    \b
    Examples:
      autograder export gradescope --build pysmorch.zip -a pysmorch --visibility after_published
      autograder export gradescope graded --results results.json
    """
    from autograder.exports import gradescope as target

    shown = target.Visibility(visibility, stdout_visibility)
    if build is not None:
        return _build_gradescope(course, assignment, build, shown)
    if out is None:
        raise AuthoringError("Name OUT, or a zip to --build.")
    reports = _reports(out, submission)
    names = {report.assignment for report in reports}
    if len(names) > 1 or (not names and assignment is None):
        raise AuthoringError("Gradescope takes one assignment's results: choose it with -a.")
    lab = course.assignment(assignment or next(iter(names)))
    entry = target.entry_of(lab, reports, target.read_metadata(metadata or out / "none"))
    data = target.results(entry, shown) if entry else target.nothing_handed_in(shown)
    path = results or out / "exports/results.json"
    write({path.name: data}, path.parent)
    return 0


def _build_gradescope(course: Course, assignment: str | None, path: Path, shown: Visibility) -> int:
    from autograder.exports.gradescope_zip import autograder_zip

    if assignment is None:
        raise AuthoringError("--build makes the autograder of one assignment: choose it with -a.")
    data = autograder_zip(course.assignment(assignment), shown)
    write({path.name: data}, path.parent)
    return 0


def _reports(out: Path, submission: Path | None) -> list[Report]:
    """The reports; none where nothing that could be graded was handed in, which is no fault."""
    from autograder.grading.journal import read_results
    from autograder.grading.sources import collect

    if submission is not None and not collect([str(submission)], ()).sources:
        return []
    reports = list(read_results(out))
    if not reports:
        raise GraderError(f"{out} holds no report: grading failed before the first one.")
    return reports
