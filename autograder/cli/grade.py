"""`autograder grade`: grade whatever was handed in."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

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
from autograder.errors import AuthoringError
from autograder.roster import find_roster

if TYPE_CHECKING:
    from autograder.grading.run import Executor
    from autograder.grading.shards import Shard


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
    "--shard",
    metavar="I/N",
    help="Grade part I of N of the submissions, told by their content; see the README on scale.",
)
@click.option(
    "--executor",
    type=click.Choice(["local", "dask"]),
    default="local",
    show_default=True,
    help="Who grades: this machine, or the workers of a Dask cluster.",
)
@click.option(
    "--scheduler",
    metavar="ADDR",
    help="Where the scheduler of the Dask cluster is (default: a cluster on this machine).",
)
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
    shard: str | None,
    executor: str,
    scheduler: str | None,
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
      autograder grade submitted/ -o graded --shard 2/8
      autograder grade submitted/ --executor dask --scheduler tcp://head:8786
    """
    from autograder.cli.progress import progress
    from autograder.cli.results import show_tables
    from autograder.grading import pool, run
    from autograder.grading.release import released
    from autograder.grading.shards import Shard
    from autograder.grading.sources import collect

    if scheduler and executor != "dask":
        raise AuthoringError("--scheduler is for --executor dask alone.")
    part = Shard.parse(shard) if shard else None
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
    sources = part.of(collected.sources) if part else collected.sources
    tally, started = run.Tally(), time.perf_counter()
    graded = run.grade(
        job, sources, out, tally, resume=resume, shard=part, executor=_executor(executor, scheduler)
    )
    for _ in progress(graded, len(sources), "grading"):
        pass
    if part:
        click.echo(_told(part, len(sources), len(collected.sources), out))
    else:
        show_tables(course, out, time.perf_counter() - started if tally.graded else None)
    if tally.kept:
        click.echo(f"{tally.kept} reports were kept from an earlier run.", err=True)
    if collected.missing:
        return 2
    if tally.grader_errors:
        return 3
    return 1 if fail_under is not None and _lowest(out, part) < fail_under else 0


def _executor(name: str, scheduler: str | None) -> Executor:
    if name == "dask":
        from autograder.grading.cluster import Cluster

        return Cluster(scheduler).run
    from autograder.grading import pool

    return pool.run


def _told(shard: Shard, own: int, of_all: int, out: Path) -> str:
    return (
        f"Shard {shard}: {own} of {of_all} submissions, in {out / shard.results}\n"
        f"When all shards are through: autograder grade ... -o {out} --resume"
    )


def _lowest(out: Path, shard: Shard | None) -> float:
    from autograder.grading.journal import RESULTS, read_results

    reports = read_results(out, shard.results if shard else RESULTS)
    return min(
        (100 * r.score / r.max_score if r.max_score else 0.0 for r in reports),
        default=100.0,
    )
