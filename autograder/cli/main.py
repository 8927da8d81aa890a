"""The `autograder` command: its options before the verb, and the list of verbs."""

from __future__ import annotations

import importlib
import keyword
import sys
from pathlib import Path
from typing import Any

import click

from autograder import __version__
from autograder.course import Course
from autograder.errors import AuthoringError, AutograderError, SubmissionError

WRONG_USE, GRADER_FAULT, INTERRUPTED = 2, 3, 130

# In the order in which an instructor meets them. Each is the function of its name in its module,
# loaded only when it is used or its help is shown: `--help` must not wait for NumPy.
VERBS = {
    "demo": "The whole path on a sample class, ending in a report to look at.",
    "init": "Start a course of your own.",
    "try": "Put one answer to an exercise's hidden checks, and see everything.",
    "release": "Build what students get.",
    "verify": "Try everything that a release promises.",
    "audit": "Measure how good the hidden checks are.",
    "grade": "Grade notebooks, Python files, folders and zips of them.",
    "check": "Run a notebook's public tests, before handing it in.",
    "feedback": "Write a page for every student and one for the class.",
    "export": "Bring scores to Gradescope, Canvas, Moodle, GitHub, nbgrader, CI, CSV.",
    "mistake": "Teach the grader wrong answers that are alike.",
    "data": "Download a larger data set for a lab.",
    "serve": "Run the exchange: hand out, take in, grade, give feedback.",
    "exchange": "Look after an exchange: releases, terms, regrades, backups, privacy.",
    "roster": "Read a roster into an exchange, and give out tokens.",
    "login": "Log in to an exchange.",
    "list": "Show the labs of an exchange, and where you stand.",
    "fetch": "Get a lab from an exchange, never over your own work.",
    "submit": "Hand a notebook in to an exchange, and get a receipt.",
    "status": "Show what you handed in, and what became of it.",
    "doctor": "Show what isolation this machine can give.",
}


class Verbs(click.Group):
    """A group whose commands are imported when they are needed."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Every verb, in order."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import a verb."""
        if cmd_name not in VERBS:
            return None
        name = f"{cmd_name}_" if keyword.iskeyword(cmd_name) else cmd_name
        module = importlib.import_module(f"autograder.cli.{name}")
        command: click.Command = getattr(module, name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--course",
    "course",
    type=click.Path(path_type=Path),
    default=Path(),
    help="The course's directory (default: this one).",
)
@click.version_option(__version__, message="autograder %(version)s")
@click.pass_context
def cli(ctx: click.Context, course: Path) -> None:
    """Release labs as notebooks, and grade them in a box that hides the tests.

    \b
    Examples:
      autograder demo                        see everything at work
      autograder release pysmorch            build release/pysmorch/
      autograder grade submitted/ -o out     grade a folder of notebooks
      autograder --course ../ml101 verify    work on another course
    """
    try:
        ctx.obj = Course(course.resolve())
    except OSError as error:  # a deleted folder has no path any more
        raise AuthoringError(
            f"The current folder cannot be read ({error.strerror}). Go to the course's directory."
        ) from error


def main() -> None:
    """Run the command line; every ending has its exit code."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run a command and return its exit code: 0, 1, 2, 3 or 130 (see --help and the README)."""
    try:
        result: Any = cli.main(arguments, prog_name="autograder", standalone_mode=False)
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.ctx.get_help() if error.ctx else "")
        return WRONG_USE
    except click.ClickException as error:
        error.show()
        return WRONG_USE
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted. What was finished is kept.", err=True)
        return INTERRUPTED
    except (AuthoringError, SubmissionError) as error:
        click.echo(f"autograder: {error}", err=True)
        return WRONG_USE
    except AutograderError as error:
        click.echo(f"autograder: {error}", err=True)
        for note in getattr(error, "__notes__", ()):  # what only an author may read
            click.echo(note, err=True)
        return GRADER_FAULT
    return result if isinstance(result, int) else 0


if __name__ == "__main__":
    main()
