"""Writes the README's measured tables anew from what was measured last; `make tables`.

    python tests/benchmarks/tables.py            rewrites what has been measured, names what has not
    python tests/benchmarks/tables.py --check    exit 1 where the README holds other numbers

A table stands below `<!-- measured: NAME -->`. Its numbers come from build/measured/NAME.json,
which the command in MEASURED writes; what has no such file stays as it is.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent))
import attacks_compared
import bench
import scale
from graders import Row
from measured import Measured

ROOT = Path(__file__).resolve().parents[2]
NUMBERS = ROOT / "build" / "measured"
WIDTH = 100

# What measures each table, and writes build/measured/NAME.json.
MEASURED = {
    "audit": "autograder audit pysmorch --seeds 50 --json > build/measured/audit.json",
    "matrix": "make attacks",
    "attacks": "make attacks-compare",
    "speed": "make bench",
    "scale": "make bench",
}


def audit(numbers: dict[str, Any]) -> Iterator[str]:
    """One line per exercise."""
    yield "exercise        wrong right mutants   told restyled     ms trips"
    for one in numbers["exercises"]:
        cells = (
            f"{'/'.join(map(str, one['wrong'])):>6}",
            f"{'/'.join(map(str, one['right'])):>6}",
            f"{_mutants(one['mutants']):>8}",
            f"{'/'.join(map(str, one['diagnosis']['bank'])):>7}",
            f"{'/'.join(map(str, one['diagnosis']['restyled'])):>9}",
            f"{one['milliseconds']:>7.1f}",
            f"{one['round_trips']:>6}",
        )
        yield f"{one['exercise']:15}" + "".join(cells)


def _mutants(one: dict[str, Any] | None) -> str:
    return f"{one['caught']}/{one['tried'] - len(one['listed'])}" if one else "-"


def matrix(numbers: dict[str, Any]) -> Iterator[str]:
    """How many attacks get through each kind of box."""
    head = f"of {numbers['attacks']} attacks on the box"
    yield f"{head:34}{'get through':>12}"
    for name, count in numbers["through"].items():
        yield f"{name:34}{count:>12}"


def attacks(numbers: dict[str, Any]) -> Iterator[str]:
    """How many attacks paid, by grader."""
    outcomes = {
        name: [attacks_compared.Outcome(**o) for o in those] for name, those in numbers.items()
    }
    yield from attacks_compared.sums(outcomes).splitlines()


def speed(numbers: dict[str, Any]) -> Iterator[str]:
    """All graders, and ours as the class grows."""
    rows, grown = (list(map(_row, numbers[part])) for part in ("compared", "scaling"))
    yield from bench.table(rows)
    yield ""
    yield from bench.scaling(grown)
    yield ""
    yield from bench.in_short(rows, grown)


def _row(plain: dict[str, Any]) -> Row:
    return Row(**{**plain, "taken": Measured(**plain["taken"])})


TABLES: dict[str, Callable[[dict[str, Any]], Iterator[str]]] = {
    "audit": audit,
    "matrix": matrix,
    "attacks": attacks,
    "speed": speed,
    "scale": scale.table,
}


def block(name: str) -> re.Pattern[str]:
    """A table in a text: what stands before it, the table, what ends it."""
    return re.compile(rf"(<!-- measured: {name} -->\n+```\n)(.*?)(^```$)", re.DOTALL | re.MULTILINE)


def rewritten(text: str, name: str, numbers: dict[str, Any]) -> str:
    """The text with this table made of these numbers; ValueError where it has no place for it."""
    lines = [line.rstrip() for line in TABLES[name](numbers)]
    if too_wide := [line for line in lines if len(line) > WIDTH]:
        raise ValueError(f"{name}: wider than {WIDTH} columns: {too_wide[0]!r}")
    new, count = block(name).subn(lambda m: m[1] + "\n".join([*lines, ""]) + m[3], text)
    if count != 1:
        raise ValueError(f"{name}: the text has {count} places marked <!-- measured: {name} -->")
    return new


def main() -> int:
    """Rewrite the README, or compare it."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true")
    wanted = parser.parse_args()
    readme = ROOT / "README.md"
    before = text = readme.read_text("utf-8")
    for name, command in MEASURED.items():
        path = NUMBERS / f"{name}.json"
        if path.exists():
            text = rewritten(text, name, json.loads(path.read_text("utf-8")))
            print(f"{name}: from {path.relative_to(ROOT)}")
        else:
            print(f"{name}: stays as it is. To measure it: {command}")
    if wanted.check:
        return int(text != before)
    readme.write_text(text, "utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
