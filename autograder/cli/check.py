"""`autograder check`: a student's own look at the public tests."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.argument("notebook", type=click.Path(path_type=Path, dir_okay=False, exists=True))
def check(notebook: Path) -> int:
    """Run the public tests of a notebook, before handing it in. Exit 1 if one fails.

    The notebook runs top to bottom in a fresh Jupyter kernel, which also shows a cell that only
    works because of something run earlier and deleted since.

    \b
    Example:
      autograder check pysmorch.ipynb
    """
    from autograder.publish.public import run_public_tests

    tests = run_public_tests(notebook)
    for test in tests:
        mark = click.style("✓", fg="green") if test.passed else click.style("✗", fg="red")
        click.echo(f"  {mark} {test.exercise.replace('_', ' ')}")
        for line in test.problem.splitlines():
            click.echo(f"      {line}")
    passed = sum(test.passed for test in tests)
    click.echo(f"{passed} of {len(tests)} public tests passed. Hidden checks ask more.")
    return 0 if passed == len(tests) else 1
