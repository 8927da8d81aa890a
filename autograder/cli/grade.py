"""`autograder grade`: grade whatever was handed in."""

from __future__ import annotations

import time
from pathlib import Path

import click

from autograder.cli.options import (
    chosen_isolation,
    convention_option,
    isolation_option,
    jobs_option,
    out_option,
    roster_option,
)
from autograder.course import Course
from autograder.roster import find_roster


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH...")
@click.option("-a", "--assignment", help="What the submissions are of (default: found out).")
@out_option
@jobs_option
@isolation_option
@convention_option
@roster_option
@click.option("--resume", is_flag=True, help="Keep what an earlier run into OUT has finished.")
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="Exit 1 if any submission scores less than this share of the points.",
)
@click.pass_obj
def grade(
    course: Course,
    paths: tuple[str, ...],
    assignment: str | None,
    out: Path,
    jobs: int,
    isolation: str | None,
    conventions: dict[str, str],
    roster: Path | None,
    resume: bool,
    fail_under: float | None,
) -> int:
    """Grade notebooks, Python files, folders and zips of them.

    Results go to OUT/results.jsonl, one report a line, and to OUT/reports/. Exit codes: 0 done,
    1 a score is below --fail-under, 2 the command line or the course is wrong, 3 the grader failed
    on a submission (which is then unscored), 130 interrupted (go on with --resume).

    \b
    Examples:
      autograder grade submitted/ -o graded
      autograder grade ada.ipynb ben.py class.zip -a pysmorch
      autograder grade submitted/ -o graded --resume
    """
    from autograder.cli.progress import progress
    from autograder.grading import pool, run
    from autograder.grading.routing import released
    from autograder.grading.sources import collect

    chosen = chosen_isolation(isolation)
    names = (assignment,) if assignment else ()
    assignments = released(course.select(names, conventions))
    collected = collect(
        paths, [a.name for a in course.assignments], find_roster(course.root, roster)
    )
    for path in collected.missing:
        click.echo(f"autograder: there is no {path}", err=True)
    if collected.passed_over:
        click.echo(f"{collected.passed_over} other files were passed over.", err=True)
    named = tuple(a.name for a in assignments)
    job = pool.Job(course.root, named, chosen, jobs, conventions=conventions)
    tally, started = run.Tally(), time.perf_counter()
    graded = run.grade(job, collected.sources, out, tally, resume=resume)
    for _ in progress(graded, len(collected.sources), "grading"):
        pass
    _show(course, out, time.perf_counter() - started if tally.graded else None)
    if tally.kept:
        click.echo(f"{tally.kept} reports were kept from an earlier run.", err=True)
    if collected.missing:
        return 2
    if tally.grader_errors:
        return 3
    return 1 if fail_under is not None and _lowest(out) < fail_under else 0


def _show(course: Course, out: Path, elapsed: float | None) -> None:
    from autograder.cli.results import by_assignment, show_table

    for assignment, reports in by_assignment(course, out).items():
        show_table(assignment, reports, out, elapsed)


def _lowest(out: Path) -> float:
    from autograder.grading.journal import read_results

    return min(
        (100 * r.score / r.max_score if r.max_score else 0.0 for r in read_results(out)),
        default=100.0,
    )
