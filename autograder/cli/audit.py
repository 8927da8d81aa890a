"""`autograder audit`: measure how good the hidden checks are."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.checkable import checkable
from autograder.cli.options import isolation_option, jobs_option
from autograder.course import Course

if TYPE_CHECKING:
    from autograder.audit.run import Audited
    from autograder.audit.trial import Outcome


@click.command()
@click.argument("targets", nargs=-1, metavar="[ASSIGNMENT[/EXERCISE]]...")
@click.option("--seeds", default=20, show_default=True, help="How many random seeds to try.")
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@jobs_option
@isolation_option
@click.pass_obj
def audit(
    course: Course,
    targets: tuple[str, ...],
    seeds: int,
    as_json: bool,
    jobs: int,
    isolation: str | None,
) -> int:
    """Try the hidden checks on every known mistake and on right answers written differently.

    Exit 1 if a mistake is not caught by the check that it names, or a right answer loses a point,
    under any seed. Without names, every assignment whose packages are installed is audited; the
    others are named.

    \b
    Examples:
      autograder audit
      autograder audit pysmorch/linear --seeds 200
    """
    from autograder.audit.run import answers_of, parse_target, sum_up
    from autograder.audit.run import audit as run
    from autograder.box.isolation import choose
    from autograder.cli.progress import progress

    chosen = choose(isolation)
    audited: list[Audited] = []
    wanted = [(target, *parse_target(course, target)) for target in targets or _names(course)]
    can = set(checkable([assignment for _, assignment, _ in wanted], named=bool(targets)))
    for target, assignment, exercises in wanted:
        if assignment not in can:
            continue
        answers = answers_of(assignment, exercises)
        outcomes = run(assignment, answers, seeds, jobs, chosen)
        shown = progress(outcomes, len(answers), f"audit {target}", quiet=as_json)
        audited += sum_up(assignment, exercises, list(shown))
    click.echo(json.dumps([_plain(a) for a in audited], indent=1) if as_json else _table(audited))
    return 1 if any(a.bad for a in audited) else 0


def _names(course: Course) -> list[str]:
    return [assignment.name for assignment in course.assignments]


def _table(audited: list[Audited]) -> str:
    lines = [f"{'exercise':28} {'wrong caught':>14} {'right passed':>14} {'ms each':>9}"]
    for one in audited:
        lines.append(
            f"{f'{one.assignment}/{one.exercise}':28} {_ratio(one.wrong):>14} "
            f"{_ratio(one.right):>14} {_mean_ms(one):>9.1f}"
        )
    for one in audited:
        lines += [_complaint(one, outcome) for outcome in one.bad]
        if one.idle:
            lines.append(
                f"{one.assignment}/{one.exercise}: no mistake needs {', '.join(one.idle)}. "
                "Delete the check, or find its mistake."
            )
    return "\n".join(lines)


def _ratio(outcomes: tuple[Outcome, ...]) -> str:
    return f"{sum(o.is_good for o in outcomes)} of {len(outcomes)}"


def _mean_ms(one: Audited) -> float:
    return sum(o.milliseconds for o in one.outcomes) / max(len(one.outcomes), 1)


def _complaint(one: Audited, outcome: Outcome) -> str:
    answer = outcome.answer
    if answer.is_right:
        lost = ", ".join(f"{name} ({count})" for name, count in outcome.lost.items())
        return f"{answer.path}: a right answer loses points at {lost}: {outcome.message}"
    others = ", ".join(f"{name} ({count})" for name, count in outcome.lost.items()) or "nothing"
    return (
        f"{answer.path}: {answer.caught_by!r} does not catch it under {outcome.missed} of "
        f"{outcome.seeds} seeds; caught by: {others}"
    )


def _plain(one: Audited) -> dict[str, Any]:
    return {
        "assignment": one.assignment,
        "exercise": one.exercise,
        "checks": one.checks,
        "idle": one.idle,
        "answers": [
            {
                **dataclasses.asdict(outcome),
                "answer": outcome.answer.name,
                "right": outcome.answer.is_right,
                "caught_by": outcome.answer.caught_by,
                "good": outcome.is_good,
            }
            for outcome in one.outcomes
        ],
    }
