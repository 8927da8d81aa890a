"""Names for students' pages: safe on every file system, unique, the same at every run.

What comes from a submission is never used as a path: a name is built anew from a few characters,
and where that loses anything a digest of the original keeps two names apart.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Iterator, Mapping
from itertools import count

from autograder.feedback.words import label
from autograder.verdict import Report

LONGEST = 60
# Windows opens a device for these, whatever follows the first dot.
RESERVED = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\.|$)")

Key = tuple[str, str, str]


def key(report: Report) -> Key:
    """What makes a report the same report: recording it twice changes nothing."""
    return report.assignment, report.submission, report.sha256


def page_name(report: Report, taken: Mapping[str, Key]) -> str:
    """A file name for the report's page that no other report of `taken` has."""
    return next(name for name in _candidates(report) if taken.get(name, key(report)) == key(report))


def _candidates(report: Report) -> Iterator[str]:
    who = report.student or report.submission
    plain = _plain(label(report))
    # A plain name is only its owner's: "Ada" and "ada" would be one file on many disks.
    told_apart = plain if plain == who else _with(plain, who)
    yield f"{told_apart}.html"
    for attempt in count(2):
        yield f"{_with(plain, repr((key(report), attempt)))}.html"


def _plain(text: str) -> str:
    decomposed = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    words = re.sub(r"[^a-z0-9._-]+", "-", decomposed.lower())
    name = re.sub(r"\.{2,}", ".", words).strip("-._")[:LONGEST].strip("-._")
    return f"student-{name}".rstrip("-") if not name or RESERVED.match(name) else name


def _with(plain: str, source: str) -> str:
    digest = hashlib.sha256(source.encode("utf-8", "backslashreplace")).hexdigest()
    return f"{plain}-{digest[:10]}"
