"""`autograder demo`: the whole path on a sample class."""

from __future__ import annotations

import json
from pathlib import Path

import click

from autograder.cli.options import chosen_isolation, isolation_option, jobs_option
from autograder.course import Assignment, Course


@click.command()
@click.argument("assignment", required=False)
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path("build/demo"),
    show_default=True,
    help="Where the class and its results go.",
)
@jobs_option
@isolation_option
@click.pass_obj
def demo(
    course: Course, assignment: str | None, out: Path, jobs: int, isolation: str | None
) -> int:
    """Build a release, make a sample class of 30, grade it, and write the pages to look at.

    24 students answer with right and wrong answers from the bank; six more hand in an endless
    loop, a syntax error, a blank notebook, one that lost its metadata, a broken file, and a cheat.

    \b
    Examples:
      autograder demo
      autograder demo pysmorch -o /tmp/class
    """
    from autograder.cli.progress import progress
    from autograder.cli.results import show_tables, write_feedback
    from autograder.grading import pool, run
    from autograder.grading.sources import collect

    chosen = chosen_isolation(isolation)
    lab = course.assignment(assignment) if assignment else course.assignments[0]
    _release(lab)
    folder = _hand_in(lab, out / "submitted")
    sources = collect([str(folder)], [lab.name]).sources
    tally = run.Tally()
    job = pool.Job(course.root, (lab.name,), chosen, jobs)
    graded = run.grade(job, sources, out / "graded", tally)
    for _ in progress(graded, len(sources), "grading"):
        pass
    # No rate: an endless loop is among so few, and most of the time goes into waiting for it.
    show_tables(course, out / "graded", None)
    pages = write_feedback(course, out / "graded")
    click.echo(f"Look at it: {pages[0]}")
    return 3 if tally.grader_errors else 0


def _release(lab: Assignment) -> None:
    from autograder.cli.results import nearby
    from autograder.publish.build import build
    from autograder.publish.write import drift, write_release

    built = build(lab)
    if drift(built, lab.release):
        write_release(built, lab.release)
    click.echo(f"Released {lab.name}: {len(built.files)} files in {nearby(lab.release)}")


def _hand_in(lab: Assignment, folder: Path) -> Path:
    import shutil

    from autograder.demo.sample import sample_class
    from autograder.disk import write_beside

    shutil.rmtree(folder, ignore_errors=True)
    release = json.loads(lab.released_notebook.read_text("utf-8"))
    samples = sample_class(lab, release)
    for sample in samples:
        write_beside(folder / sample.file, sample.data)
    click.echo(f"Handed in: {len(samples)} notebooks in {folder}")
    return folder
