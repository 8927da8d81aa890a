"""`autograder export nbgrader`: scores into nbgrader's gradebook, or nbgrader into our box."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.cli.exporting import ASSIGNMENT, ledger_of, options
from autograder.cli.options import roster_option
from autograder.course import Course
from autograder.errors import AuthoringError


@click.command()
@options(
    click.argument("out", type=click.Path(path_type=Path, file_okay=False), required=False),
    roster_option,
    ASSIGNMENT,
    click.option(
        "--into",
        type=click.Path(path_type=Path, file_okay=False),
        default=Path("nbgrader"),
        show_default=True,
        help="The nbgrader course's folder.",
    ),
    click.option(
        "--db",
        metavar="URL",
        help="The gradebook, as SQLAlchemy names it (default: gradebook.db in that folder).",
    ),
    click.option(
        "--submissions",
        multiple=True,
        metavar="PATH",
        help="Where the graded files are, if they are no longer where they were (repeatable).",
    ),
    click.option(
        "--setup",
        is_flag=True,
        help="Make the folder an nbgrader course whose `nbgrader autograde` grades in our box.",
    ),
    click.option("--course-id", default=None, help="nbgrader's name of the course, for --setup."),
    click.pass_obj,
)
def nbgrader(
    course: Course,
    out: Path | None,
    roster: Path | None,
    assignment: str | None,
    into: Path,
    db: str | None,
    submissions: tuple[str, ...],
    setup: bool,
    course_id: str | None,
) -> int:
    """Scores, comments and notebooks for nbgrader: formgrader, feedback and export then work.

    Manual scores, extra credit and manual comments that the gradebook holds are kept. With
    --setup, nbgrader's own commands take over: generate_assignment builds the release from
    source/, autograde and formgrader's button grade in our box.

    \b
    Examples:
      autograder export nbgrader graded --into ~/nbgrader-course
      autograder export nbgrader graded --db postgresql:///gradebook
      autograder export nbgrader --setup --into ~/nbgrader-course
    """
    if not setup and out is None:
        raise AuthoringError("Name OUT, the folder with the results; or say --setup.")
    if setup:
        _setup(course, assignment, into, course_id)
    if out is not None:
        url = db or f"sqlite:///{into.resolve()}/gradebook.db"
        _export(course, out, (roster, assignment), into, url, submissions)
    return 0


def _setup(course: Course, assignment: str | None, into: Path, course_id: str | None) -> None:
    from autograder.gradebook.setup import setup_files, write_setup
    from autograder.publish.build import source_notebook
    from autograder.publish.bundle import notebook_bytes

    chosen = course.select((assignment,) if assignment else ())
    sources = {each: notebook_bytes(source_notebook(each)) for each in chosen}
    write_setup(into, setup_files(course.root, sources, course_id or course.root.name))
    click.echo(f"{into}: {len(sources)} sources and nbgrader_config.py")
    click.echo(f"Go on there: nbgrader generate_assignment {chosen[0].name}")


def _export(
    course: Course,
    out: Path,
    chosen: tuple[Path | None, str | None],
    into: Path,
    url: str,
    submissions: tuple[str, ...],
) -> None:
    from autograder.gradebook.export import export
    from autograder.gradebook.folders import Originals
    from autograder.gradebook.record import Book

    ledger = ledger_of(course, out, *chosen)
    into.mkdir(parents=True, exist_ok=True)
    with Book(url) as book:
        done = list(export(ledger, into, book, Originals(submissions)))
    for each in done:
        if not each.found:
            click.echo(f"file not found again: {each.entry.report.submission}", err=True)
    click.echo(f"{into}: {len(done)} submissions in the gradebook")
