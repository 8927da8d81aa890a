"""`autograder audit`: measure how good the hidden checks are."""

from __future__ import annotations

import dataclasses
import json
from typing import TYPE_CHECKING, Any

import click

from autograder.cli.checkable import checkable
from autograder.cli.options import isolation_option, jobs_option
from autograder.conventions import in_words
from autograder.course import Assignment, Course

if TYPE_CHECKING:
    from autograder.audit.mutants import Mutant
    from autograder.audit.mutation import Mutation
    from autograder.audit.run import Audited
    from autograder.audit.trial import Outcome


@click.command()
@click.argument("targets", nargs=-1, metavar="[ASSIGNMENT[/EXERCISE]]...")
@click.option("--seeds", default=20, show_default=True, help="How many random seeds to try.")
@click.option(
    "--mutants",
    default=40,
    show_default=True,
    help="How many generated wrong answers to try per exercise, at most.",
)
@click.option("--json", "as_json", is_flag=True, help="Print everything as JSON.")
@jobs_option
@isolation_option
@click.pass_obj
def audit(
    course: Course,
    targets: tuple[str, ...],
    seeds: int,
    mutants: int,
    as_json: bool,
    jobs: int,
    isolation: str | None,
) -> int:
    """Try the hidden checks on known mistakes, on right answers, and on generated wrong ones.

    A mistake must be caught by the check that it names and a right answer written differently must
    lose nothing. Mutants are right answers with one small change; those that get through are
    listed: mend the checks, or say in the exercise's equivalent.toml why nothing has changed.

    Exit 1 if a mistake is not caught by the check that it names, or a right answer loses a point,
    under any seed. An exercise that conventions change is tried under each of their values. Without
    names, every assignment whose packages are installed is audited; the others are named.

    \b
    Examples:
      autograder audit
      autograder audit pysmorch/linear --seeds 200 --mutants 1000
    """
    from autograder.audit.run import answers_of, cases, parse_target, sum_up
    from autograder.audit.run import audit as run
    from autograder.box.isolation import choose
    from autograder.cli.progress import progress

    chosen = choose(isolation)
    audited: list[Audited] = []
    wanted = [(target, *parse_target(course, target)) for target in targets or _names(course)]
    can = set(checkable([assignment for _, assignment, _ in wanted], named=bool(targets)))
    for _, named, asked in wanted:
        for assignment, exercises in cases(named, asked) if named in can else ():
            answers = answers_of(assignment, exercises)
            outcomes = run(assignment, answers, seeds, jobs, chosen)
            what = f"audit {assignment.label}"
            shown = progress(outcomes, len(answers), what, quiet=as_json)
            found = sum_up(assignment, exercises, list(shown))
            audited += [_mutated(a, assignment, mutants, jobs, chosen, as_json) for a in found]
    click.echo(json.dumps([_plain(a) for a in audited], indent=1) if as_json else _table(audited))
    return 1 if any(a.bad for a in audited) else 0


def _names(course: Course) -> list[str]:
    return [assignment.name for assignment in course.assignments]


def _mutated(
    one: Audited, assignment: Assignment, most: int, jobs: int, isolation: str, quiet: bool
) -> Audited:
    """The audited exercise with what became of its mutants; conventions bring no new ones."""
    from autograder.audit.mutation import SEEDS, as_answers, draw_mutants, weigh
    from autograder.audit.run import audit as run
    from autograder.cli.progress import progress

    if most == 0 or one.conventions:
        return one
    drawn = draw_mutants(assignment, one.exercise, most)
    outcomes = run(assignment, as_answers(one.exercise, drawn), SEEDS, jobs, isolation)
    shown = list(progress(outcomes, len(drawn), f"mutants of {one.label}", quiet=quiet))
    return dataclasses.replace(one, mutation=weigh(assignment, one.exercise, drawn, shown))


def _table(audited: list[Audited]) -> str:
    width = max([28, *(len(one.label) for one in audited)])
    lines = [
        f"{'exercise':{width}} {'wrong caught':>14} {'right passed':>14} {'mutants':>12} {'ms':>6}"
    ]
    for one in audited:
        lines.append(
            f"{one.label:{width}} {_ratio(one.wrong):>14} "
            f"{_ratio(one.right):>14} {_caught(one):>12} {_mean_ms(one):>6.1f}"
        )
    for one in audited:
        lines += [_complaint(one, outcome) for outcome in one.bad]
        lines += (
            [_survived(one, mutant) for mutant in one.mutation.survivors] if one.mutation else []
        )
        if one.idle and not one.conventions:
            lines.append(
                f"{one.assignment}/{one.exercise}: no mistake needs {', '.join(one.idle)}. "
                "Delete the check, or find its mistake."
            )
    return "\n".join(lines)


def _caught(one: Audited) -> str:
    if one.mutation is None:
        return "-"
    return f"{one.mutation.caught} of {one.mutation.tried - len(one.mutation.listed)}"


def _survived(one: Audited, mutant: Mutant) -> str:
    return (
        f"{one.label}: a mutant of {mutant.path.name} gets through:\n"
        f"    {mutant.before}\n  → {mutant.after}"
    )


def _ratio(outcomes: tuple[Outcome, ...]) -> str:
    return f"{sum(o.is_good for o in outcomes)} of {len(outcomes)}"


def _mean_ms(one: Audited) -> float:
    return sum(o.milliseconds for o in one.outcomes) / max(len(one.outcomes), 1)


def _complaint(one: Audited, outcome: Outcome) -> str:
    answer = outcome.answer
    under = f" ({in_words(one.conventions.items())})" if one.conventions else ""
    if answer.is_right:
        lost = ", ".join(f"{name} ({count})" for name, count in outcome.lost.items())
        return f"{answer.path}{under}: a right answer loses points at {lost}: {outcome.message}"
    others = ", ".join(f"{name} ({count})" for name, count in outcome.lost.items()) or "nothing"
    return (
        f"{answer.path}{under}: {answer.caught_by!r} does not catch it under {outcome.missed} of "
        f"{outcome.seeds} seeds; caught by: {others}"
    )


def _plain(one: Audited) -> dict[str, Any]:
    return {
        "assignment": one.assignment,
        "exercise": one.exercise,
        "conventions": dict(one.conventions),
        "checks": one.checks,
        "idle": one.idle,
        "mutants": _plain_mutation(one.mutation) if one.mutation else None,
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


def _plain_mutation(mutation: Mutation) -> dict[str, Any]:
    return {
        "tried": mutation.tried,
        "caught": mutation.caught,
        "listed": [[*mutant.change, reason] for mutant, reason in mutation.listed.items()],
        "survivors": [[str(m.path), *m.change] for m in mutation.survivors],
    }
