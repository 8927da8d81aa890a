"""Whose a submission is: rules from the surest to the weakest, asked one after another.

What fits two students is given to neither: a wrong owner is worse than none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cached_property
from pathlib import PurePosixPath

from autograder.roster.student import Student, fold, letters_of


@dataclass(frozen=True)
class Match:
    """Whose a submission is; where it is nobody's, `reason` says why in words."""

    student: Student | None
    reason: str = ""


# Canvas: lovelaceada_LATE_4711_98765_lab.ipynb, where 4711 is the student's number in Canvas.
_CANVAS_FILE = re.compile(r"^[^_/]+_(?:LATE_)?(\d+)_\d+_[^/]+$")
# Moodle: "Ada Lovelace_4711_assignsubmission_file_/lab.ipynb".
_MOODLE_FOLDER = re.compile(r"^(.+)_\d+_assignsubmission_file")


@dataclass(frozen=True)
class Said:
    """What is known of a submission's author: its path, and whom grading saw in that."""

    submission: str
    student: str | None

    @cached_property
    def path(self) -> PurePosixPath:
        """The path, whichever system it was written on."""
        return PurePosixPath(self.submission.replace("\\", "/"))

    @cached_property
    def words(self) -> frozenset[str]:
        """Whom grading saw; or else the folders and the file's name, with and without ending."""
        if self.student is not None:
            return frozenset({fold(self.student)})
        return frozenset(fold(word) for part in self.path.parts for word in _readings(part))

    @cached_property
    def letters(self) -> frozenset[str]:
        """The words without whatever is no letter."""
        return frozenset(map(letters_of, self.words))

    @cached_property
    def canvas_id(self) -> str:
        """The number that Canvas put into the file's name, or nothing."""
        match = _CANVAS_FILE.match(self.path.name)
        return match[1] if match else ""


def _readings(part: str) -> Iterator[str]:
    yield part
    yield part.rpartition(".")[0] or part
    if match := _MOODLE_FOLDER.match(part):
        yield match[1]


def _by_pattern(one: Student, said: Said) -> bool:
    ways = (said.path.name, said.submission)
    return any(fnmatchcase(way, pattern) for way in ways for pattern in one.files)


def _by_id(one: Student, said: Said) -> bool:
    return said.student == one.id


def _by_canvas_id(one: Student, said: Said) -> bool:
    return bool(one.canvas_id) and one.canvas_id == said.canvas_id


def _by_key(one: Student, said: Said) -> bool:
    # A folder called "3" is rarely meant for number 3 of Canvas; a student of that name is.
    by_number = said.student is not None and said.student == one.canvas_id
    return by_number or bool(one.keys & said.words)


def _by_repository(one: Student, said: Said) -> bool:
    """GitHub Classroom calls a student's repository by the lab and the user: lab-1-octocat."""
    ending = f"-{fold(one.github)}"
    return bool(one.github) and any(word.endswith(ending) for word in said.words)


def _by_name(one: Student, said: Said) -> bool:
    return bool(one.spellings & said.letters)


_RULES: tuple[Callable[[Student, Said], bool], ...] = (
    _by_pattern,  # the instructor's own word
    _by_id,  # grading has already matched it
    _by_canvas_id,  # before the name beside it, which two may share
    _by_key,
    _by_repository,
    _by_name,  # last: names are spelt in many ways and not always one person's
)


def match(students: Iterable[Student], said: Said) -> Match:
    """Whose it is. The first rule that fits anybody decides; if it fits several, it is nobody's."""
    students = tuple(students)
    for fits in _RULES:
        found = [one for one in students if fits(one, said)]
        if len(found) == 1:
            return Match(found[0])
        if found:
            names = ", ".join(one.label for one in found)
            return Match(None, f"it fits {len(found)} students: {names}")
    return Match(None, "it fits nobody on the roster")
