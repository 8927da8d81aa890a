"""Reports, roster and policies joined: who gets what, and what needs a look.

Everybody who handed in is in it once per assignment. Nothing is dropped: a submission that fits
nobody on the roster, one that another of the same student replaced, and a student who handed in
nothing are each listed as such.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import PurePosixPath

from autograder.course import Assignment, Course
from autograder.policy import BEST, refuse_unknown_bonus
from autograder.roster import Roster, Student
from autograder.scores.final import Score, final
from autograder.scores.lateness import Extensions, parse_moment, read_extensions
from autograder.verdict import Report


@dataclass(frozen=True)
class Entry:
    """What one student gets for one assignment; `score` is None where there is none to give.

    `unmatched` says why the submission fits nobody on the roster; its student is then made up
    from its name.
    """

    assignment: Assignment
    student: Student
    report: Report
    score: Score | None
    unmatched: str = ""


@dataclass(frozen=True)
class Ledger:
    """All entries, in the order of the reports; `replaced` are those that do not count.

    `missing` lists, for each assignment, who is on the roster and handed in nothing.
    """

    entries: tuple[Entry, ...]
    replaced: tuple[Entry, ...] = ()
    missing: Mapping[str, tuple[Student, ...]] = field(default_factory=dict)
    drop_lowest: int = 0

    @property
    def matched(self) -> tuple[Entry, ...]:
        """Those whose student is known."""
        return tuple(entry for entry in self.entries if not entry.unmatched)

    @property
    def unmatched(self) -> tuple[Entry, ...]:
        """Those who fit nobody on the roster."""
        return tuple(entry for entry in self.entries if entry.unmatched)

    @property
    def assignments(self) -> tuple[Assignment, ...]:
        """The assignments that there are reports of, in the course's order."""
        found = {entry.assignment for entry in self.entries}
        return tuple(sorted(found, key=lambda a: (a.order, a.name)))

    def of(self, assignment: str) -> Ledger:
        """The part that is about one assignment."""

        def only(entries: Iterable[Entry]) -> tuple[Entry, ...]:
            return tuple(entry for entry in entries if entry.assignment.name == assignment)

        missing = {assignment: self.missing[assignment]} if assignment in self.missing else {}
        return Ledger(only(self.entries), only(self.replaced), missing, self.drop_lowest)


def make_ledger(course: Course, reports: Iterable[Report], roster: Roster | None = None) -> Ledger:
    """The ledger of a course's reports. Without a roster students are who their files say."""
    # What students printed is a page's business and may be long; a whole class is held here.
    light = [replace(report, output="") for report in reports]
    names = {report.assignment: course.assignment(report.assignment) for report in light}
    rules = {name: rules_of(assignment, roster) for name, assignment in names.items()}
    owner = _Owners(light, roster)
    entries: dict[tuple[str, str], Entry] = {}
    replaced = []
    for report in light:
        student, unmatched = owner.of(report)
        score = rules[report.assignment].score(report, student)
        entry = Entry(names[report.assignment], student, report, score, unmatched)
        key = (report.assignment, student.id)
        if key in entries:
            entry, other = _counting(entries[key], entry)
            replaced.append(other)
        entries[key] = entry
    missing = dict(_missing(entries.values(), roster)) if roster else {}
    return Ledger(tuple(entries.values()), tuple(replaced), missing, course.policy.drop_lowest)


@dataclass(frozen=True)
class Rules:
    """An assignment's policy together with the extensions that were agreed."""

    assignment: Assignment
    extensions: Extensions

    def score(self, report: Report, student: Student) -> Score | None:
        """What a student's report is worth; None where it is not graded."""
        due = self.extensions.due(self.assignment.name, student.id, self.assignment.due)
        return final(report, self.assignment.policy, due)


def rules_of(assignment: Assignment, roster: Roster | None) -> Rules:
    """The rules of an assignment. AuthoringError where they do not fit it."""
    policy = assignment.policy
    refuse_unknown_bonus(assignment.folder / "assignment.toml", policy, assignment.exercises)
    if policy.extensions is None:
        return Rules(assignment, Extensions())
    return Rules(assignment, read_extensions(assignment.root / policy.extensions, roster))


class _Owners:
    """Whose each report is."""

    def __init__(self, reports: Iterable[Report], roster: Roster | None) -> None:
        self._roster = roster
        self._files = Counter((report.assignment, _stem(report)) for report in reports)

    def of(self, report: Report) -> tuple[Student, str]:
        """The student, and why the report is nobody's where it is."""
        if self._roster is not None:
            match = self._roster.match(report.submission, report.student)
            return match.student or Student(id=report.submission), match.reason
        return Student(id=report.student or self._named_by_file(report)), ""

    def _named_by_file(self, report: Report) -> str:
        """The file's name; the whole path where that is another's, too, or only the lab's."""
        stem = _stem(report)
        alone = self._files[report.assignment, stem] == 1
        return stem if alone and stem != report.assignment else report.submission


def _stem(report: Report) -> str:
    return PurePosixPath(report.submission.replace("\\", "/")).stem


def _counting(first: Entry, second: Entry) -> tuple[Entry, Entry]:
    """Of two submissions of one student the one that counts, and the other.

    A score counts before none; then what the policy says; of equals the one that came later.
    """
    ordered = sorted((first, second), key=_rank)
    return ordered[1], ordered[0]


def _rank(entry: Entry) -> tuple[bool, float, datetime]:
    score, submitted = entry.score, entry.report.submitted
    best = score.points if score and entry.assignment.policy.counts == BEST else 0.0
    when = parse_moment(submitted) if submitted else datetime.min.replace(tzinfo=UTC)
    return score is not None, best, when


def _missing(entries: Iterable[Entry], roster: Roster) -> Iterator[tuple[str, tuple[Student, ...]]]:
    present: dict[str, list[str]] = {}
    for entry in entries:
        present.setdefault(entry.assignment.name, []).append(entry.student.id)
    for name, ids in present.items():
        yield name, roster.missing(ids)
