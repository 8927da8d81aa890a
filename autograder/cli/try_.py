"""`autograder try`: one answer, one exercise, and everything that an author may see."""

from __future__ import annotations

import time
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.cli.options import convention_option, isolation_option
from autograder.course import Assignment, Course
from autograder.errors import AuthoringError, AutograderError

if TYPE_CHECKING:
    from autograder.authoring.attempt import Asked, Attempt

LOOK_EVERY = 0.2  # seconds between two looks at the files
MARKS = {"passed": ("✓", "green"), "skipped": ("–", "yellow")}


@click.command("try")
@click.argument("target", metavar="LAB/EXERCISE")
@click.argument("file", required=False, type=click.Path(path_type=Path, dir_okay=False))
@click.option("--check", "only", metavar="NAME", help="Show all of this check, and no other.")
@click.option("--seed", default=0, show_default=True, help="Which random numbers to ask with.")
@click.option("-v", "--verbose", is_flag=True, help="Show all of the checks that passed, too.")
@click.option("--watch", is_flag=True, help="Try again whenever a file of the exercise changes.")
@convention_option
@isolation_option
@click.pass_obj
def try_(
    course: Course,
    target: str,
    file: Path | None,
    only: str | None,
    seed: int,
    verbose: bool,
    watch: bool,
    conventions: dict[str, str],
    isolation: str | None,
) -> int:
    """Put one answer to one exercise's hidden checks, and show everything behind the verdict.

    FILE is a Python file with an answer, such as a mistake or a variant of the bank (default: the
    reference solution). For each check that it does not pass you see what was sent to the answer,
    what came back, the oracle's numbers and how far the two are apart. Exit 1 if points are lost.

    What you see holds hidden numbers: it is for authors, not for students.

    \b
    Examples:
      autograder try pysmorch/linear
      autograder try pysmorch/linear my_answer.py --watch
      autograder try pysmorch/linear --check gradient_W --seed 7
    """
    from autograder.audit.run import parse_target
    from autograder.authoring.attempt import Attempts
    from autograder.box.isolation import choose

    assignment, exercises = parse_target(course, target)
    if "/" not in target:
        raise AuthoringError(f"Name an exercise, too: {target}/{exercises[0]}, for example.")
    (assignment,) = course.select((assignment.name,), conventions)
    exercise = exercises[0]
    path = file or assignment.solution(exercise)
    _refuse_unknown(assignment, exercise, only)
    with Attempts(assignment, exercise, choose(isolation)) as attempts:
        while True:
            before = _stamps(assignment, path)
            status = 2
            try:
                status = _show(attempts.attempt(path, seed), only, verbose)
            except AutograderError as error:
                if not watch:
                    raise
                click.echo(f"autograder: {error}", err=True)
                for note in getattr(error, "__notes__", ()):
                    click.echo(note, err=True)
            if not watch:
                return status
            click.echo(click.style("Waiting for a change; end with Ctrl-C.", dim=True))
            while _stamps(assignment, path) == before:
                time.sleep(LOOK_EVERY)
            attempts.read_again()
            click.echo("─" * 80)


def _stamps(assignment: Assignment, path: Path) -> dict[Path, int]:
    """When each file that matters was changed last."""
    folders = (assignment.folder, assignment.reference)
    files = {path, *(file for folder in folders for file in folder.rglob("*.py"))}
    return {file: file.stat().st_mtime_ns for file in files if file.exists()}


def _refuse_unknown(assignment: Assignment, exercise: str, check: str | None) -> None:
    from autograder.grading.batteries import load_battery

    names = [one.name for one in load_battery(assignment, exercise)]
    if check is not None and check not in names:
        raise AuthoringError(f"There is no check {check!r}. The checks are: {', '.join(names)}.")


def _show(attempt: Attempt, only: str | None, verbose: bool) -> int:
    for problem in attempt.problems:
        where = f"line {problem.line}" if problem.line else "no line"
        click.echo(f"code cell {problem.cell}, {where}: {problem.type}: {problem.message}")
    for asked in attempt.asked:
        if only in (None, asked.result.name):
            lost = asked.result.points < asked.result.max_points
            _show_check(asked, in_full=verbose or lost or bool(only))
    click.echo(f"{attempt.score:g} of {attempt.max_score:g} points for {attempt.path}")
    return 0 if attempt.score == attempt.max_score else 1


def _show_check(asked: Asked, *, in_full: bool) -> None:
    from autograder.authoring.transcript import compared, transcript

    result = asked.result
    sign, colour = MARKS.get(result.status, ("✗", "red"))
    points = f"{result.points:g}/{result.max_points:g}"
    scenarios = len(asked.exchanges)
    cost = f"{scenarios} round trip{'s' * (scenarios != 1)}, {asked.milliseconds:.1f} ms"
    click.echo(f"{click.style(sign, fg=colour)} {result.name:<20} {points:>6}  {cost}")
    click.echo(f"  {result.title}")
    if result.message:
        click.echo(_indented(result.message.splitlines(), "  │ "))
    if not in_full:
        return
    for number, exchange in enumerate(asked.exchanges, 1):
        click.echo(click.style(f"  scenario {number}", bold=True))
        lines = transcript(exchange.operations, exchange.answers, exchange.problem)
        click.echo(_indented(lines, "    "))
    for comparison in asked.comparisons:
        click.echo(click.style(f"  {comparison.what}", bold=True))
        click.echo(_indented(compared(comparison), "    "))


def _indented(lines: Iterable[str], lead: str) -> str:
    return "\n".join(lead + line for text in lines for line in text.splitlines())
