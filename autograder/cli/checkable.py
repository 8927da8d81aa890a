"""Which of the chosen assignments this machine can check: some need packages that are extras."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import click

from autograder.course import Assignment
from autograder.errors import NotInstalled


def checkable(assignments: Sequence[Assignment], *, named: bool) -> Iterator[Assignment]:
    """Those whose packages are installed.

    One that was asked for by name raises NotInstalled. Where all were asked for, the others go on,
    and a line on standard error says which one was left out and what to install.
    """
    from autograder.grading.extras import require

    for assignment in assignments:
        try:
            require(assignment)
        except NotInstalled as error:
            if named:
                raise
            click.echo(f"{click.style('not checked', fg='yellow')}: {error}", err=True)
        else:
            yield assignment
