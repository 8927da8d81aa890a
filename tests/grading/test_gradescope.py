"""A Gradescope export tells its students and times in a file of its own; groups are left alone."""

from __future__ import annotations

import os
import zipfile

import pytest

from autograder.grading.sources import collect
from autograder.roster import Roster, Student

METADATA = """\
submission_1:
  :submitters:
  - :name: Ada Lovelace
    :sid: '100'
    :email: ada@uni.edu
  :created_at: 2027-03-01 12:00:00.500000000 Z
  :score: 99.0
submission_2:
  :submitters:
  - :name: Ben
    :email: ben@uni.edu
  - :name: Cleo
    :email: cleo@uni.edu
  :created_at: 2027-03-01 12:00:00 Z
submission_3:
  :submitters: nobody
"""


@pytest.fixture
def export(tmp_path):
    folder = tmp_path / "in/assignment_7_export"
    for number in (1, 2, 3):
        (folder / f"submission_{number}").mkdir(parents=True)
        (folder / f"submission_{number}/work.ipynb").write_text("{}")
    (folder / "submission_metadata.yml").write_text(METADATA)
    return folder


def told(path, roster=None):
    return [(s.student, s.submitted) for s in collect([str(path)], ["lab"], roster).sources]


EXPECTED = [
    ("ada@uni.edu", "2027-03-01T12:00:00.500000+00:00"),
    ("submission_2", None),
    ("submission_3", None),
]


def test_who_handed_in_and_when_is_told_on_disk_and_in_a_zip(export, tmp_path):
    assert told(export) == EXPECTED
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for path in sorted(export.rglob("*")):
            archive.write(path, path.relative_to(export.parent))
    assert told(tmp_path / "all.zip") == EXPECTED


def test_the_roster_knows_them_by_their_address(export):
    roster = Roster((Student("ada", "Ada", "ada@uni.edu"),))
    assert told(export, roster)[0] == ("ada", EXPECTED[0][1])


@pytest.mark.parametrize("text", ["", "- 1", "{", "submission_1: 7", "a: !!python/object:os.x {}"])
def test_a_file_of_another_shape_tells_nothing(export, text):
    (export / "submission_metadata.yml").write_text(text)
    assert [student for student, _ in told(export)] == [f"submission_{n}" for n in (1, 2, 3)]


def test_a_link_or_a_pipe_is_left_alone(export, tmp_path):
    path = export / "submission_metadata.yml"
    path.rename(tmp_path / "elsewhere.yml")
    path.symlink_to(tmp_path / "elsewhere.yml")
    assert told(export)[0] == ("submission_1", None)
    path.unlink()
    os.mkfifo(path)
    assert told(export)[0] == ("submission_1", None)
