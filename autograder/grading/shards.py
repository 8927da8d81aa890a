"""A class in parts for many machines: which submissions belong to which part.

A submission's bytes decide, so that every machine comes to the same split by itself, whatever the
files are called and wherever they lie. Nothing is coordinated and nothing is written here.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.errors import AuthoringError, SubmissionError
from autograder.grading.sources import Source

FOLDER = "shards"
_FORM = re.compile(r"(\d{1,9})/(\d{1,9})")


@dataclass(frozen=True)
class Shard:
    """Part `number` of `count`, counted from 1."""

    number: int
    count: int

    @classmethod
    def parse(cls, text: str) -> Shard:
        """The shard that `2/8` names; AuthoringError for anything else."""
        match = _FORM.fullmatch(text)
        shard = cls(int(match[1]), int(match[2])) if match else None
        if shard is None or not 1 <= shard.number <= shard.count:
            raise AuthoringError(
                f"--shard {text}: write I/N with I from 1 to N, such as 2/8 for the second of "
                "eight parts."
            )
        return shard

    def __str__(self) -> str:
        return f"{self.number}/{self.count}"

    @property
    def results(self) -> str:
        """Where in OUT this part's reports are collected."""
        return f"{FOLDER}/{self.number}-of-{self.count}.jsonl"

    def holds(self, source: Source) -> bool:
        """Whether the source belongs to this part."""
        return _digest(source) % self.count == self.number - 1

    def of(self, sources: Iterable[Source]) -> tuple[Source, ...]:
        """The sources of this part, in their order."""
        return tuple(source for source in sources if self.holds(source))


def _digest(source: Source) -> int:
    try:
        data = source.read()
    except SubmissionError:  # no bytes: its name decides, and its shard will report it
        data = source.name.encode("utf-8", "backslashreplace")
    return int.from_bytes(hashlib.sha256(data).digest()[:8], "big")
