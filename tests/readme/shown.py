"""What the README shows: its commands, with the output below each, by section."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,3} (.+)$", re.MULTILINE)
_REMARK = re.compile(r"\s{2,}#.*$")
# What differs from run to run.
_VOLATILE = (
    (re.compile(r"\b\d+\.\d ms\b"), "N ms"),
    (re.compile(r" +\d+\.\d +(\d+)$", re.MULTILINE), r" N \1"),  # an audit's milliseconds
)


@dataclass(frozen=True)
class Shown:
    """A command as one types it, without the remark beside it, and the output that is shown."""

    section: str
    command: str
    output: str = ""


def shown(text: str = README) -> list[Shown]:
    """Every command in the console blocks, in order."""
    headings = [(found.start(), found[1]) for found in _HEADING.finditer(text)]
    blocks = [found for found in _FENCE.finditer(text) if found[1] == "console"]
    return [
        Shown(section, *one)
        for block in blocks
        for section in [[name for start, name in headings if start < block.start()][-1]]
        for one in _commands(block[2])
    ]


def _commands(block: str) -> Iterator[tuple[str, str]]:
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, _, output = part.partition("\n")
        yield _REMARK.sub("", command), output


def steady(text: str) -> str:
    """Output without what differs from run to run."""
    for pattern, instead in _VOLATILE:
        text = pattern.sub(instead, text)
    return "\n".join(line.rstrip() for line in text.strip().splitlines())
