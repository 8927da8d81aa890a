"""The ledger has everybody in it once; whatever does not count is listed, never dropped."""

from __future__ import annotations

import pytest

from autograder.errors import AuthoringError
from autograder.roster import Roster, Student
from autograder.scores.ledger import make_ledger

ROSTER = Roster((Student("ada", login="alove"), Student("ben"), Student("zoe")))


def ids(entries):
    return [entry.student.id for entry in entries]


def test_with_a_roster_the_unmatched_and_the_missing_are_listed(course, report):
    reports = [report("alove"), report(None, "who.ipynb"), report(None, "ben.ipynb")]
    ledger = make_ledger(course(), reports, ROSTER)
    assert ids(ledger.matched) == ["ada", "ben"]
    assert [(e.student.id, e.unmatched) for e in ledger.unmatched] == [
        ("who.ipynb", "it fits nobody on the roster")
    ]
    assert [s.id for s in ledger.missing["lab"]] == ["zoe"]


def test_without_a_roster_students_are_who_their_files_say(course, report):
    reports = [
        report("ada", "in/x.ipynb"),
        report(None, "in/ben.ipynb"),
        report(None, "in/1/same.ipynb"),
        report(None, "in/2/same.ipynb"),
        report(None, "in/lab.ipynb"),
    ]
    ledger = make_ledger(course(), reports)
    assert ids(ledger.entries) == [
        "ada", "ben", "in/1/same.ipynb", "in/2/same.ipynb", "in/lab.ipynb"
    ]  # fmt: skip
    assert ledger.missing == {}


EARLY, LATE = "2027-03-01T10:00:00+00:00", "2027-03-01T08:00:00-05:00"


@pytest.mark.parametrize(
    ("counts", "first", "second", "expected"),
    [
        ("latest", (9, EARLY), (5, LATE), 5),
        ("latest", (9, LATE), (5, EARLY), 9),
        ("latest", (9, None), (5, None), 5),
        ("best", (9, EARLY), (5, LATE), 9),
        ("best", (5, EARLY), (9, LATE), 9),
    ],
)
def test_of_two_submissions_one_counts_and_the_other_is_kept(
    course, report, counts, first, second, expected
):
    reports = [
        report("ada", f"{name}.ipynb", time, a=(points, 10))
        for name, (points, time) in (("one", first), ("two", second))
    ]
    ledger = make_ledger(course(f'counts = "{counts}"'), reports)
    assert [e.score.points for e in ledger.entries] == [expected]
    assert [e.score.points for e in ledger.replaced] == [14 - expected]


def test_an_ungradable_second_attempt_does_not_take_a_score_away(course, report):
    reports = [report("ada", "1.ipynb", EARLY), report("ada", "2", LATE, status="ungradable")]
    (entry,) = make_ledger(course(), reports).entries
    assert entry.score.points == 8


def test_an_extension_is_the_students_own(course, report):
    made = course('late_percent = 10\nextensions = "more-time.csv"')
    (made.root / "more-time.csv").write_text("student,days\nada,3\n")
    late = "2027-03-02T13:00:00+00:00"
    ledger = make_ledger(made, [report("ada", "1", late), report("ben", "2", late)], ROSTER)
    assert [e.score.points for e in ledger.entries] == [8, 6]


def test_a_bonus_that_is_no_exercise_is_the_authors_mistake(course, report):
    with pytest.raises(AuthoringError, match="bonus names 'c', which is no exercise"):
        make_ledger(course('bonus = ["c"]'), [report("ada")])
