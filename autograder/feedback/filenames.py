"""Names for students' pages: safe on every file system, unique, the same at every run.

What comes from a submission is never used as a path: a name is built anew from a few characters,
and where that loses anything a digest of the original keeps two names apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import count

from autograder.disk import plain_name, with_digest
from autograder.verdict import Report
from autograder.words import label

Key = tuple[str, str, str]


def key(report: Report) -> Key:
    """What makes a report the same report: recording it twice changes nothing."""
    return report.assignment, report.submission, report.sha256


def page_name(report: Report, taken: Mapping[str, Key]) -> str:
    """A file name for the report's page that no other report of `taken` has."""
    return next(name for name in _candidates(report) if taken.get(name, key(report)) == key(report))


def _candidates(report: Report) -> Iterator[str]:
    who = report.student or report.submission
    plain = plain_name(label(report), "student")
    # A plain name is only its owner's: "Ada" and "ada" would be one file on many disks.
    told_apart = plain if plain == who else with_digest(plain, who)
    yield f"{told_apart}.html"
    for attempt in count(2):
        yield f"{with_digest(plain, repr((key(report), attempt)))}.html"
