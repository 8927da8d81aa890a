"""`autograder doctor`: what isolation this machine can give."""

from __future__ import annotations

import click


@click.command()
def doctor() -> int:
    """Show what isolation this machine can give: tried, not guessed.

    A box is opened and attacks are tried in it; each must fail. Exit 3 if one succeeds or if the
    machine cannot isolate at all.

    \b
    Example:
      autograder doctor
    """
    from autograder.box.isolation import UNPRIVILEGED, WAY_OUT, missing
    from autograder.box.selftest import self_test

    if lacking := missing():
        click.echo(f"This machine cannot isolate student code: {lacking}.\n{WAY_OUT}")
        return 3
    findings = self_test(UNPRIVILEGED)
    click.echo(f"Isolation: {UNPRIVILEGED}. In a box, student code tried to:")
    for finding in findings:
        mark = click.style("✓", fg="green") if finding.held else click.style("✗", fg="red")
        click.echo(f"  {mark} {finding.what}: {'refused' if finding.held else 'IT GOT THROUGH'}")
    return 0 if all(finding.held for finding in findings) else 3
