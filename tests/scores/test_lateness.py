"""Extensions are read strictly: a slip in them would cost a student points."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from autograder.errors import AuthoringError
from autograder.roster import Roster, Student
from autograder.scores.lateness import in_words, read_extensions

DUE = datetime(2027, 3, 1, 12, tzinfo=UTC)
ROSTER = Roster((Student("ada", "Ada Lovelace", "ada@uni.edu"), Student("ben")))


@pytest.fixture
def read(tmp_path):
    def read(text, roster=ROSTER):
        path = tmp_path / "extensions.csv"
        path.write_text(text)
        return read_extensions(path, roster)

    return read


def test_an_extension_is_for_one_assignment_or_for_all(read):
    found = read("student,assignment,due,days\nada,lab,2027-03-05T12:00:00Z,\nben,,,2\n")
    assert found.due("lab", "ada", DUE) == DUE + timedelta(days=4)
    assert found.due("other", "ada", DUE) == DUE
    assert found.due("other", "ben", DUE) == DUE + timedelta(days=2)
    assert found.due("other", "ben", None) is None


def test_students_are_found_as_the_roster_finds_them(read):
    assert read("student,days\nada@uni.edu,1\n").due("lab", "ada", DUE) > DUE
    with pytest.raises(AuthoringError, match="line 2: 'zoe' is not on the roster"):
        read("student,days\nzoe,1\n")


def test_an_extension_never_makes_the_date_earlier(read):
    assert read("student,due\nada,2020-01-01\n").due("lab", "ada", DUE) == DUE


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("name,due\nada,2027-03-05\n", "must name the columns"),
        ("student\nada\n", "must name the columns"),
        ("student,due\nada,tomorrow\n", "line 2: 'tomorrow' is no date"),
        ("student,days\nada,many\n", "'many' is no number of days"),
        ("student,days\nada,-1\n", "no number of days"),
    ],
)
def test_what_cannot_be_read_is_told_with_its_line(read, text, told):
    with pytest.raises(AuthoringError, match=told):
        read(text)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(AuthoringError, match="cannot be read"):
        read_extensions(tmp_path / "none.csv", None)


@pytest.mark.parametrize(
    ("span", "words"),
    [
        ({"seconds": 5}, "1 minute"),
        ({"hours": 2, "minutes": 5}, "2 hours 5 minutes"),
        ({"days": 1}, "1 day"),
        ({"days": 2, "hours": 1, "minutes": 59}, "2 days 1 hour"),
    ],
)
def test_a_time_span_is_said_as_people_say_it(span, words):
    assert in_words(timedelta(**span)) == words
