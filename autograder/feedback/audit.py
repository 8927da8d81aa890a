"""The instructor's page on the hidden checks themselves: how good an audit has found them.

Reads what `autograder audit --out` has kept. Students are shown none of it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import Environment

from autograder.errors import AuthoringError

AUDIT = "audit.json"
PAGE = "audit.html"
CLASS_PAGE = "class.html"
SCHEMA = 1

Share = tuple[int, int]


@dataclass(frozen=True)
class Row:
    """One exercise of the audit; each share is how many, of how many, None where none was tried."""

    name: str
    conventions: Mapping[str, str]
    checks: int
    wrong: Share
    right: Share
    mutants: Share | None
    told: Share | None
    restyled: Share | None
    milliseconds: float
    round_trips: int
    idle: tuple[str, ...]
    survivors: tuple[tuple[str, str, str], ...]

    @property
    def is_sound(self) -> bool:
        """Whether every known mistake was caught and no right answer lost a point."""
        return all(some == all_ for some, all_ in (self.wrong, self.right))


@dataclass(frozen=True)
class Audit:
    """The audit of one assignment."""

    seeds: int
    rows: tuple[Row, ...]

    @property
    def is_sound(self) -> bool:
        """Whether all of its exercises are."""
        return all(row.is_sound for row in self.rows)


def read_audit(out: Path, assignment: str) -> Audit | None:
    """What OUT's audit says of the assignment; None where there is none."""
    path = out / AUDIT
    try:
        plain = json.loads(path.read_text("utf-8"))
        if plain["schema"] != SCHEMA:
            raise ValueError(f"schema {plain['schema']!r}")
        own = [one for one in plain["exercises"] if one["assignment"] == assignment]
        return Audit(int(plain["seeds"]), tuple(map(_row, own))) if own else None
    except FileNotFoundError:
        return None
    except (ValueError, KeyError, TypeError) as error:
        raise AuthoringError(
            f"{path} is damaged: {error!r}. Make it again with: autograder audit -o {out}"
        ) from error


def audit_page(
    templates: Environment,
    audit: Audit,
    title: str,
    titles: Mapping[str, str],
    frame: Mapping[str, object] | None = None,
) -> str:
    """The page as HTML that stands alone, or in what `frame` tells another base."""
    about = frame or {"back": CLASS_PAGE}
    template = templates.get_template("audit.html")
    return template.render(audit=audit, title=title, titles=titles, **about)


def _row(plain: Mapping[str, Any]) -> Row:
    mutants, diagnosis = plain["mutants"], plain["diagnosis"]
    return Row(
        name=str(plain["exercise"]),
        conventions=dict(plain["conventions"]),
        checks=len(plain["checks"]),
        wrong=_share(plain["wrong"]),
        right=_share(plain["right"]),
        mutants=(mutants["caught"], mutants["tried"] - len(mutants["listed"])) if mutants else None,
        told=_share(diagnosis["bank"]) if diagnosis else None,
        restyled=_share(diagnosis["restyled"]) if diagnosis else None,
        milliseconds=float(plain["milliseconds"]),
        round_trips=int(plain["round_trips"]),
        idle=tuple(map(str, plain["idle"])),
        survivors=tuple((str(p), str(b), str(a)) for p, b, a in mutants["survivors"])
        if mutants
        else (),
    )


def _share(plain: Any) -> Share:
    some, all_ = plain
    return int(some), int(all_)
