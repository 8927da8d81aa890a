"""Which attack gets through which layers: tried, and printed as a table by `make attacks`."""

from __future__ import annotations

import argparse
import json
import os
import sys
from dataclasses import dataclass
from pathlib import Path

from catalogue import FENCED, LANDLOCK, LAYERS, NAMESPACES, NO_NEW_PRIVS, SECCOMP, Attack
from ground import escaped as tried
from ground import ground

from autograder.box.inside import landlock
from autograder.box.isolation import missing_for_strict

# No process may restrict itself without no_new_privs, so that one cannot be left out alone.
REMOVABLE = tuple(layer for layer in LAYERS if layer != NO_NEW_PRIVS)
_NEEDS_NO_NEW_PRIVS = (LANDLOCK, SECCOMP)


@dataclass(frozen=True)
class Matrix:
    """The attacks that escaped, by id, from each kind of box."""

    strict: set[str] | None  # None where this machine has no namespaces to give
    unprivileged: set[str]
    bare: set[str]
    without: dict[str, set[str]]  # all layers but this one
    alone: dict[str, set[str]]  # no layer but this one

    def faults(self) -> list[str]:
        """What is not as the catalogue says, in words."""
        return [fault for attack in FENCED for fault in self._faults_of(attack)]

    def _faults_of(self, attack: Attack) -> list[str]:
        faults = []
        if self.strict is not None and attack.id in self.strict:
            faults.append(f"{attack.id}: gets out of a strict box")
        if (attack.id in self.unprivileged) != (attack.held_by == (NAMESPACES,)):
            faults.append(f"{attack.id}: unexpected in an unprivileged box")
        if can_work(attack) and attack.id not in self.bare:
            faults.append(f"{attack.id}: fails even in a bare box, so it proves nothing")
        for layer in attack.held_by:
            if layer in self.alone and _expected(attack, layer) and attack.id in self.alone[layer]:
                faults.append(f"{attack.id}: no longer stopped by {layer}")
        for layer, found in self.without.items():
            others = [x for x in attack.held_by if x != layer and _expected(attack, x)]
            if others and attack.id in found:
                faults.append(f"{attack.id}: {' and '.join(others)} do not make up for {layer}")
        return faults


def can_work(attack: Attack) -> bool:
    """Whether this machine would let the attack through if there were no box."""
    return not attack.rare and (os.geteuid() == 0 or not attack.as_root)


def _expected(attack: Attack, layer: str) -> bool:
    return layer != LANDLOCK or landlock.abi() >= attack.needs_abi


def measure() -> Matrix:
    """Try every attack in every kind of box."""
    given = tuple(x for x in LAYERS if x != NAMESPACES or not missing_for_strict())
    absent = set(LAYERS) - set(given)
    with ground() as here:

        def escaped(without: set[str]) -> set[str]:
            return tried(here, FENCED, absent | without)

        return Matrix(
            strict=None if absent else escaped(set()),
            unprivileged=escaped({NAMESPACES}),
            bare=escaped(set(LAYERS)),
            without={x: escaped({x}) for x in REMOVABLE if x in given},
            alone={x: escaped(set(LAYERS) - _with_its_price(x)) for x in given},
        )


def _with_its_price(layer: str) -> set[str]:
    return {layer, NO_NEW_PRIVS} if layer in _NEEDS_NO_NEW_PRIVS else {layer}


def _columns(matrix: Matrix) -> dict[str, set[str]]:
    """What gets through, by the box it gets through."""
    strict = {} if matrix.strict is None else {"strict": matrix.strict}
    return {
        **strict,
        "unpriv.": matrix.unprivileged,
        **{f"−{layer[:8]}": found for layer, found in matrix.without.items()},
        "no box": matrix.bare,
    }


def table(matrix: Matrix) -> str:
    """One line per attack: where it is held (·) and where it gets through (✗)."""
    columns = _columns(matrix)
    lines = [" " * 48 + "".join(f"{name:>11}" for name in columns) + "   each alone holds it"]
    for attack in FENCED:
        marks = ("✗" if attack.id in found else "·" for found in columns.values())
        cells = "".join(f"{mark:>11}" for mark in marks)
        lines.append(f"{attack.id[:47]:48}{cells}   {', '.join(attack.held_by)}")
    counts = "".join(f"{len(found):>11}" for found in columns.values())
    lines.append(f"{f'get through, of {len(FENCED)}':48}{counts}")
    for layer, found in matrix.alone.items():
        lines.append(f"{layer} alone holds {len(FENCED) - len(found)} of {len(FENCED)}")
    return "\n".join(lines)


def plain(matrix: Matrix) -> dict[str, object]:
    """How many attacks there are and how many get through each box; `tables.py` reads it."""
    through = {_in_words(name): len(found) for name, found in _columns(matrix).items()}
    return {"attacks": len(FENCED), "through": through}


_IN_WORDS = {"strict": "a strict box", "unpriv.": "an unprivileged box", "no box": "no box at all"}


def _in_words(column: str) -> str:
    short = {f"−{layer[:8]}": f"all layers but {layer}" for layer in LAYERS}
    return (_IN_WORDS | short)[column]


def main() -> int:
    """Print the table and what is wrong with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--json", type=Path, metavar="FILE", help="keep the sums, too")
    wanted = parser.parse_args()
    matrix = measure()
    faults = matrix.faults()
    print(table(matrix))
    print("\n".join(faults) or f"All {len(FENCED)} attacks are held where they should be.")
    if wanted.json:
        wanted.json.parent.mkdir(parents=True, exist_ok=True)
        wanted.json.write_text(json.dumps(plain(matrix), indent=1))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
