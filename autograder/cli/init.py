"""`autograder init`: a new course that already grades."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path, file_okay=False))
@click.option(
    "--from",
    "notebook",
    metavar="NOTEBOOK.ipynb",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Start from an nbgrader source notebook in place of the sample exercise.",
)
def init(folder: Path, notebook: Path | None) -> int:
    """Start a course in a new folder DIR: one lab with one exercise, ready to release and grade.

    With --from, the lab is an nbgrader source notebook of yours: its solution regions become
    reference solutions, its hidden tests keep working (inside the box, clearly marked as less
    trustworthy), and a list says what to move to the trusted side.

    \b
    Examples:
      autograder init mine
      autograder init mine --from source/ps1/problem1.ipynb
    """
    from autograder.starter.plant import plant, sample_course

    if notebook is None:
        plant(sample_course(), folder)
        lab, exercise, advice = "integrals", "trapezoid", ""
    else:
        from autograder.starter.adopt import adopt

        adopted = adopt(notebook)
        plant(adopted.files, folder)
        lab, exercise, advice = adopted.lab, adopted.exercises[0], adopted.advice
    click.echo(f"A new course: {folder}, with the lab {lab!r}. Its README.md says what is where.")
    if advice:
        click.echo("What you should know about it (its README.md says so, too):")
        click.echo(advice)
    click.echo("Next:")
    for command in (
        f"cd {folder}",
        f"autograder try {lab}/{exercise}",
        "autograder release && autograder verify && autograder audit",
        "autograder demo",
    ):
        click.echo(f"  {command}")
    return 0
