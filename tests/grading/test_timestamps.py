"""When a submission was handed in is read where nbgrader wrote it, and nowhere guessed."""

from __future__ import annotations

import os
import zipfile

import pytest

from autograder.grading.sources import collect
from autograder.grading.timestamps import read_timestamp
from autograder.roster import Roster, Student


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2027-03-01 23:59:00.5 UTC\n", "2027-03-01T23:59:00.500000+00:00"),
        ("2027-03-01 23:59:00 Europe/Rome", "2027-03-01T23:59:00+01:00"),
        ("2027-03-01T23:59:00+02:00", "2027-03-01T23:59:00+02:00"),
        ("2027-03-01T23:59:00Z", "2027-03-01T23:59:00+00:00"),
        ("2027-03-01 23:59", "2027-03-01T23:59:00+00:00"),
        ("2027-03-01 23:59 Nowhere/Land", None),
        ("2027-03-01 23:59 ../etc", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_a_time_is_read_with_its_zone(text, expected):
    assert read_timestamp(text) == expected


def handed_in(root, student, assignment, time):
    folder = root / student / assignment
    folder.mkdir(parents=True)
    (folder / "lab.ipynb").write_text("{}")
    (folder / "timestamp.txt").write_text(time)


def test_nbgraders_timestamp_is_the_submissions_time_on_disk_and_in_a_zip(tmp_path):
    handed_in(tmp_path, "ada", "lab", "2027-03-01 12:00:00 UTC")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for name in ("lab.ipynb", "timestamp.txt"):
            archive.write(tmp_path / "ada/lab" / name, f"ben/lab/{name}")
    found = collect([str(tmp_path)], ["lab"]).sources
    assert [(s.student, s.submitted) for s in found] == [
        ("ada", "2027-03-01T12:00:00+00:00"),
        ("ben", "2027-03-01T12:00:00+00:00"),
    ]


def test_a_timestamp_of_the_students_own_is_not_believed(tmp_path):
    handed_in(tmp_path / "Ada_7_assignsubmission_file_", "me", "lab", "2001-01-01 12:00:00 UTC")
    (source,) = collect([str(tmp_path)], ["lab"]).sources
    assert (source.student, source.submitted) == ("Ada", None)


def test_a_timestamp_that_is_a_pipe_or_a_link_is_left_alone(tmp_path):
    handed_in(tmp_path, "ada", "lab", "")
    path = tmp_path / "ada/lab/timestamp.txt"
    path.unlink()
    os.mkfifo(path)
    assert collect([str(tmp_path)], ["lab"]).sources[0].submitted is None
    path.unlink()
    path.symlink_to("/etc/hostname")
    assert collect([str(tmp_path)], ["lab"]).sources[0].submitted is None


def test_the_roster_says_who_a_submission_is_of(tmp_path):
    handed_in(tmp_path, "alove", "lab", "")
    (tmp_path / "nobody.py").write_text("")
    roster = Roster((Student("ada", login="alove"),))
    found = collect([str(tmp_path)], ["lab"], roster).sources
    assert [s.student for s in found] == ["ada", None]
