"""`autograder mistake`: groups of equally wrong answers, and their way into the bank."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from autograder.course import Course
from autograder.errors import AuthoringError

if TYPE_CHECKING:
    from autograder.diagnosis.groups import Group

OUT = click.argument("out", type=click.Path(path_type=Path, file_okay=False))
MARK = "# Above this line: what a student who made this mistake should read."


@click.group()
def mistake() -> None:
    """See which wrong answers are alike, and teach the grader to recognise them.

    \b
    Examples:
      autograder mistake list graded
      autograder mistake add graded linear-3f9a2c --words "You sum over the wrong axis: ..."
    """


@mistake.command("list")
@OUT
def list_(out: Path) -> int:
    """List the groups of wrong answers in OUT that no known mistake explains.

    \b
    Example:
      autograder mistake list graded
    """
    found = _groups(out)
    for group in found:
        who = ", ".join(report.student or report.submission for report in group.members[:3])
        more = f", and {group.size - 3} more" if group.size > 3 else ""
        click.echo(f"{group.id:32} {group.size:>4}  {group.check.title}")
        click.echo(f"{'':38}{who}{more}")
    if not found:
        click.echo("Every wrong answer is a known mistake, or raises an error of its own.")
    return 0


@mistake.command()
@OUT
@click.argument("group")
@click.option("--words", help="What a student who made this mistake should read.")
@click.option("--name", help="The new file's name (default: made of the words).")
@click.pass_obj
def add(course: Course, out: Path, group: str, words: str | None, name: str | None) -> int:
    """Add GROUP of OUT to the bank of known mistakes, with your sentence.

    The group's example goes there without its comments. From the next grading on, everybody whose
    answers are wrong in this way reads the sentence. Without --words an editor opens.

    \b
    Example:
      autograder mistake add graded linear-3f9a2c --words "You sum over the wrong axis: ..."
    """
    from autograder.diagnosis.entry import add_mistake

    chosen = _choose(out, group)
    assignment = course.assignment(chosen.assignment)
    path = add_mistake(assignment, chosen, words or _ask_for_words(chosen), name)
    click.echo(f"{path}\nTry it: autograder audit {assignment.name}/{chosen.exercise}")
    return 0


def _choose(out: Path, name: str) -> Group:
    found = _groups(out)
    for group in found:
        if group.id == name:
            return group
    known = ", ".join(group.id for group in found) or "none"
    raise AuthoringError(f"There is no group {name!r} in {out}. There are: {known}.")


def _groups(out: Path) -> tuple[Group, ...]:
    from autograder.diagnosis.groups import groups
    from autograder.feedback.tally import skim
    from autograder.grading.journal import read_results

    return groups(skim(report) for report in read_results(out))


def _ask_for_words(group: Group) -> str:
    click.echo(f"{group.size} answers are like this one:\n\n{group.code}\n", err=True)
    if sys.stdin.isatty() and (os.environ.get("VISUAL") or os.environ.get("EDITOR")):
        example = "".join(f"# {line}\n" for line in group.code.splitlines())
        return (click.edit(f"\n{MARK}\n{example}") or "").partition(MARK)[0]
    return str(click.prompt("What should a student who wrote this read?", err=True))
