"""`autograder data`: public data sets that are larger than what a release brings."""

from __future__ import annotations

from pathlib import Path

import click

from autograder.errors import AuthoringError


@click.group()
def data() -> None:
    """Download a public data set in the form that a lab's `load_digits` reads.

    \b
    Examples:
      autograder data mnist
    """


def _addresses(
    ctx: click.Context, parameter: click.Parameter, given: tuple[str, ...]
) -> tuple[str, ...]:
    for address in given:
        if not address.startswith(("http://", "https://")):
            raise AuthoringError(
                f"--mirror {address}: give the address of a folder that begins with https:// (or "
                "http://); the files' names are put behind it."
            )
    return given


@data.command()
@click.option(
    "-o",
    "out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("data/mnist.npz"),
    show_default=True,
    metavar="FILE",
    help="Where to write the pictures.",
)
@click.option(
    "--mirror",
    "mirrors",
    multiple=True,
    metavar="URL",
    callback=_addresses,
    help="A folder with the four files, used in place of the public ones (repeatable).",
)
def mnist(out: Path, mirrors: tuple[str, ...]) -> None:
    """Download MNIST: 70,000 handwritten digits of 28 by 28 pixels (11 MB).

    Every file is checked against its known sha256. What has been downloaded is kept in the user's
    cache, so that a second run needs no network and one that was broken off goes on.

    \b
    Examples:
      autograder data mnist
      autograder data mnist -o ~/miniflow/data/mnist.npz
      autograder data mnist --mirror https://example.org/mnist
    """
    from autograder.cli.progress import bytes_progress
    from autograder.data import mnist as digits

    total = sum(file.size for file in digits.files_of(digits.PARTS))
    with bytes_progress(total, "MNIST") as arrived:
        pictures, height, width = digits.prepare(
            out, digits.PARTS, mirrors or digits.MIRRORS, digits.cache_folder(), arrived
        )
    click.echo(f"{out}: {pictures:,} pictures of {height} by {width} pixels.")
    click.echo(f'In a notebook: load_digits("{out}")')
