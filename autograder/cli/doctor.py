"""`autograder doctor`: what isolation this machine can give."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from autograder.box.selftest import Finding


@click.command()
def doctor() -> int:
    """Show what isolation this machine can give: tried, not guessed.

    Boxes are opened and attacks are tried in them; each must fail. Exit 3 if one succeeds or if
    the machine cannot isolate at all.

    \b
    Example:
      autograder doctor
    """
    from autograder.box.isolation import (
        STRICT,
        UNPRIVILEGED,
        WAY_OUT,
        WAY_TO_STRICT,
        missing,
        missing_for_strict,
    )
    from autograder.box.selftest import self_test

    if lacking := missing():
        click.echo(f"This machine cannot isolate student code: {lacking}.\n{WAY_OUT}")
        return 3
    without_strict = missing_for_strict()
    modes = [UNPRIVILEGED] if without_strict else [STRICT, UNPRIVILEGED]
    _tell_modes(without_strict)
    if without_strict:
        click.echo(f"\n{WAY_TO_STRICT}")
    tried = {mode: self_test(mode) for mode in modes}
    _tell_attacks(tried)
    escapes = [f for findings in tried.values() for f in findings if f.promised and not f.held]
    return 3 if escapes else 0


def _tell_modes(without_strict: str) -> None:
    from autograder.box.inside import landlock

    used, other = click.style("✓", fg="green"), " "
    inner = f"limits, no capabilities, Landlock (version {landlock.abi()}), seccomp"
    click.echo("Isolation on this machine (✓: what `autograder grade` uses)")
    if without_strict:
        click.echo(f"  {other} strict        no: {without_strict}")
    else:
        click.echo(f"  {used} strict        yes: bubblewrap's namespaces around {inner}")
    click.echo(f"  {other if not without_strict else used} unprivileged  yes: {inner}")
    click.echo(f"  {other} none          only by name: limits, and nothing that stops an attack")


def _tell_attacks(tried: dict[str, list[Finding]]) -> None:
    modes = list(tried)
    click.echo("\n" + f"{'In a box, student code tried to':34}" + "".join(f"{m:14}" for m in modes))
    for row in zip(*tried.values(), strict=True):
        click.echo(f"  {row[0].what:32}" + "".join(map(_verdict, row)))
    if any(not f.held and not f.promised for findings in tried.values() for f in findings):
        click.echo("known: only namespaces stop it, and it yields no more than what is in words.")


def _verdict(finding: Finding) -> str:
    if finding.held:
        return click.style(f"{'refused':14}", fg="green")
    if not finding.promised:
        return click.style(f"{'known':14}", fg="yellow")
    return click.style(f"{'GOT THROUGH':14}", fg="red", bold=True)
