"""`autograder audit`: measure how good the hidden checks are."""

from __future__ import annotations

import json
from pathlib import Path

import click

from autograder.cli.checkable import checkable
from autograder.cli.options import isolation_option, jobs_option
from autograder.course import Course


@click.command()
@click.argument("targets", nargs=-1, metavar="[ASSIGNMENT[/EXERCISE]]...")
@click.option(
    "--seeds",
    type=click.IntRange(min=1),
    default=20,
    show_default=True,
    help="How many random seeds to try every known answer under. A verdict that depends on luck "
    "shows with many: 200 before a course starts.",
)
@click.option(
    "--mutants",
    type=click.IntRange(min=0),
    default=40,
    show_default=True,
    help="How many generated wrong answers to try per exercise, at most; 0 for none. Always the "
    "same ones for the same number.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@click.option(
    "-o",
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    help="Keep the result in OUT/audit.json, too: the class report of OUT then has a page on it.",
)
@jobs_option
@isolation_option
@click.pass_obj
def audit(
    course: Course,
    targets: tuple[str, ...],
    seeds: int,
    mutants: int,
    as_json: bool,
    out: Path | None,
    jobs: int,
    isolation: str | None,
) -> int:
    """Try the hidden checks on known mistakes, on right answers, and on generated wrong ones.

    A mistake must be caught by the check that it names and a right answer written differently must
    lose nothing. Mutants are right answers with one small change; those that get through are
    listed: mend the checks, or say in the exercise's equivalent.toml why nothing has changed.
    Diagnosis is tried on every mistake as the bank has it, on the same in another style, and on
    mutants, which are in no bank: a name that they get must hold on other numbers, too.

    Exit 1 if a mistake is not caught by the check that it names, or a right answer loses a point,
    under any seed. An exercise that conventions change is tried under each of their values. Without
    names, every assignment whose packages are installed is audited; the others are named.

    \b
    Examples:
      autograder audit
      autograder audit pysmorch/linear --seeds 200 --mutants 1000
      autograder audit pysmorch -o graded      and then: autograder feedback graded
      autograder audit --json | jq '.exercises[] | select(.idle != [])'
    """
    from autograder.audit.record import plain
    from autograder.audit.run import Audited, Effort, audit_exercises, cases, parse_target
    from autograder.audit.table import table
    from autograder.audit.workers import Workers
    from autograder.box.isolation import choose
    from autograder.cli.progress import progress
    from autograder.disk import write_beside
    from autograder.feedback.audit import AUDIT

    chosen, effort = choose(isolation), Effort(seeds, mutants)
    audited: list[Audited] = []
    wanted = [(target, *parse_target(course, target)) for target in targets or _names(course)]
    can = set(checkable([assignment for _, assignment, _ in wanted], named=bool(targets)))
    if not can:
        return 2  # nothing was tried: no check is known to be good
    for _, named, asked in wanted:
        for assignment, exercises in cases(named, asked) if named in can else ():
            with Workers(assignment, chosen, jobs) as workers:
                audited += audit_exercises(
                    assignment,
                    exercises,
                    effort,
                    workers,
                    lambda items, total, what: progress(items, total, what, quiet=as_json),
                )
    text = json.dumps(plain(audited, effort), indent=1)
    if out is not None:
        write_beside(out / AUDIT, text.encode("utf-8"))
    click.echo(text if as_json else table(audited))
    return 1 if any(a.bad for a in audited) else 0


def _names(course: Course) -> list[str]:
    return [assignment.name for assignment in course.assignments]
