"""Submissions per second and their cost, ours beside others, on the same notebooks in one run.

    python tests/benchmarks/bench.py           under three minutes, once otter is installed
    python tests/benchmarks/bench.py --full    larger classes, and 100 to 10,000 submissions

What is compared: right notebooks of `pysmorch`, no two alike, start-up counted. We and the floor
ask all hidden checks; so does otter, in the student's own process; nbgrader runs the notebook's
public tests alone, which is less. nbgrader and otter run one process, we run `--jobs`. Processor
time per submission does not depend on what else the machine does as much as the rate does.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import graders
import measured
from graders import Row
from material import write_class

from autograder.course import Assignment, Course

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Sizes:
    """How many notebooks each grader gets, and the classes that show how we scale."""

    ours: int
    floor: int
    nbgrader: int
    api: int
    otter: int
    scale: Sequence[int]


QUICK = Sizes(600, 100, 3, 1, 1, (100, 1000))
FULL = Sizes(1000, 200, 20, 10, 10, (100, 1000, 10_000))


def main() -> None:
    """Measure and print the tables."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--full", action="store_true", help="larger classes; an hour or so")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--folder", type=Path, default=ROOT / "build" / "bench")
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the numbers, too")
    wanted = parser.parse_args()
    sizes = FULL if wanted.full else QUICK
    assignment = Course(ROOT).assignment("pysmorch")
    print(f"Load at the start: {measured.load()}")
    notebooks = write_class(assignment, wanted.folder / "class", max(sizes.ours, *sizes.scale))
    rows = Kept(compared(assignment, notebooks, wanted.folder, sizes, wanted.jobs))
    for line in table(rows):
        print(line, flush=True)
    print()
    grown = Kept(scaled(assignment, notebooks, wanted.folder, sizes.scale, wanted.jobs))
    for line in scaling(grown):
        print(line, flush=True)
    print()
    for line in in_short(rows.seen, grown.seen):
        print(line)
    print(f"Load at the end: {measured.load()}")
    if wanted.json:
        wanted.json.parent.mkdir(parents=True, exist_ok=True)
        plain = {"compared": rows.plain(), "scaling": grown.plain()}
        wanted.json.write_text(json.dumps(plain, indent=1))


class Kept:
    """Rows that are passed on as they are measured, and kept."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows, self.seen = rows, list[Row]()

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.seen.append(row)
            yield row

    def plain(self) -> list[dict[str, object]]:
        """The rows as JSON values; `tables.py` reads them."""
        return [dataclasses.asdict(row) for row in self.seen]


def compared(
    assignment: Assignment, notebooks: Sequence[Path], folder: Path, sizes: Sizes, jobs: int
) -> Iterator[Row]:
    """All graders, one after another; the first is what the ratios are to."""
    mine = notebooks[: sizes.ours]
    yield graders.nbgrader(assignment, notebooks[: sizes.nbgrader], folder, "command")
    yield graders.nbgrader(assignment, notebooks[: sizes.api], folder, "API")
    yield graders.otter(assignment, notebooks[: sizes.otter], folder)
    yield graders.floor(assignment, notebooks[: sizes.floor])
    yield graders.ours(assignment, mine, folder, "none", jobs)
    yield graders.ours(assignment, mine, folder, "strict", jobs)


def table(rows: Iterable[Row]) -> Iterator[str]:
    """The rows as text, as they come, with the ratio of their rates to the first row's."""
    base = 0.0
    head = ("submissions", "per second", "ratio", "cpu ms each", "MB a worker")
    yield f"{'':36}" + "".join(f"{word:>12}" for word in head)
    for row in rows:
        rate = row.count / row.taken.seconds
        base = base or rate
        memory = (row.taken.children_mb or row.taken.parent_mb) / row.workers
        cells = (
            f"{row.count}",
            f"{rate:.2f}",
            f"{rate / base:.1f}",
            f"{1000 * row.taken.cpu / row.count:.1f}",
            f"{memory:.0f}" if memory else "-",
        )
        yield f"{row.name:36}" + "".join(f"{cell:>12}" for cell in cells)


def scaled(
    assignment: Assignment,
    notebooks: Sequence[Path],
    folder: Path,
    counts: Sequence[int],
    jobs: int,
) -> Iterator[Row]:
    """Ours with full isolation, on classes of these sizes."""
    for count in counts:
        yield graders.ours(assignment, notebooks[:count], folder, "strict", jobs)


def scaling(rows: Iterable[Row]) -> Iterator[str]:
    """Our rate, and what our parent process holds, as the class grows."""
    yield f"{'submissions':>12}{'per second':>12}{'cpu ms each':>13}{'parent MB':>11}"
    for row in rows:
        each = 1000 * row.taken.cpu / row.count
        rate = row.count / row.taken.seconds
        yield f"{row.count:>12}{rate:>12.1f}{each:>13.1f}{row.taken.parent_mb:>11.0f}"


def in_short(rows: Sequence[Row], grown: Sequence[Row]) -> Iterator[str]:
    """The ratios that matter, from the rows of `compared` and of `scaled`.

    What one more submission costs is told by two classes of different size: the start costs both
    the same.
    """
    base, *_, floor, open_, boxed = rows
    rates = [row.count / row.taken.seconds for row in (base, open_, boxed)]
    small, large = grown[0], grown[-1]
    more = (large.taken.cpu - small.taken.cpu) / (large.count - small.count)
    yield f"{rates[2] / rates[0]:.0f} times the rate of {base.name}"
    yield (
        f"{1000 * more:.1f} ms of processor time for one more submission, "
        f"{more * floor.count / floor.taken.cpu:.1f} times the floor's"
    )
    yield f"{100 * (1 - rates[2] / rates[1]):.0f} % of the rate for isolation"


if __name__ == "__main__":
    main()
