"""A roster is read from whatever a platform exports, and refused where it names nobody."""

from __future__ import annotations

import pytest

from autograder.errors import AuthoringError
from autograder.roster import Student, find_roster, read_roster
from autograder.roster.reading import parse_students


def students(text: str) -> tuple[Student, ...]:
    return parse_students(text, "roster.csv")


def test_our_own_columns():
    (ada,) = students(
        "id,name,email,login,canvas_id,sis_id,section,github,files\n"
        "ada,Ada Lovelace,ada@uni.edu,alove,11,S1,B,countess,lovelace*; al-*.ipynb\n"
    )
    assert ada == Student(
        id="ada",
        name="Ada Lovelace",
        email="ada@uni.edu",
        login="alove",
        canvas_id="11",
        sis_id="S1",
        github="countess",
        section="B",
        files=("lovelace*", "al-*.ipynb"),
    )


def test_an_export_of_canvas():
    found = students(
        "Student,ID,SIS User ID,SIS Login ID,Section,Lab 1 (55)\n"
        "    Points Possible,,,,,100\n"
        '"Lovelace, Ada",4711,S1,alove,Section B,50\n'
        '"Student, Test",4999,,test,Section B,\n'
    )
    assert [(s.id, s.name, s.canvas_id, s.sis_id, s.login) for s in found] == [
        ("alove", "Lovelace, Ada", "4711", "S1", "alove")
    ]


def test_an_export_of_moodle_with_semicolons_and_a_byte_order_mark(tmp_path):
    path = tmp_path / "moodle.csv"
    path.write_text(
        '\ufeff"First name";"Last name";"ID number";"Email address"\n'
        '"Ada";"Lovelace, Lady";"S1";"ada@uni.edu"\n',
        encoding="utf-8",
    )
    (ada,) = read_roster(path).students
    assert (ada.id, ada.name, ada.email) == ("S1", "Ada Lovelace, Lady", "ada@uni.edu")


def test_an_export_of_gradescope_leaves_the_staff_out():
    found = students(
        "First Name,Last Name,SID,Email,Role,Sections\n"
        "Ada,Lovelace,S1,ada@uni.edu,Student,B\n"
        "Mary,Somerville,,mary@uni.edu,Instructor,\n"
    )
    assert [s.id for s in found] == ["S1"]


def test_an_export_of_github_classroom():
    (ada,) = students(
        '"identifier","github_username","github_id","name"\n"ada","countess","7",""\n'
    )
    assert (ada.id, ada.github) == ("ada", "countess")


def test_short_and_empty_lines_are_no_students():
    assert [s.id for s in students("id,name\nada\n\n,\nben,Ben\n")] == ["ada", "ben"]


@pytest.mark.parametrize("text", ["", "colour,size\nred,1\n", "\n"])
def test_a_file_that_names_nobody_is_refused(text):
    with pytest.raises(AuthoringError, match="names a student"):
        students(text)


def test_two_students_of_one_id_are_refused():
    with pytest.raises(AuthoringError, match="Ada and Alan have the same id 'a'"):
        students("id,name\na,Ada\na,Alan\n")


def test_the_courses_own_roster_is_found_unless_another_is_given(tmp_path):
    assert find_roster(tmp_path) is None
    (tmp_path / "roster.csv").write_text("id\nada\n")
    (tmp_path / "other.csv").write_text("id\nben\n")
    own, other = find_roster(tmp_path), find_roster(tmp_path, tmp_path / "other.csv")
    assert own is not None
    assert other is not None
    assert [*own.by_id, *other.by_id] == ["ada", "ben"]


def test_a_roster_that_is_no_text_is_refused(tmp_path):
    (tmp_path / "roster.csv").write_bytes(b"id\n\xff\xfe\n")
    with pytest.raises(AuthoringError, match="cannot be read"):
        find_roster(tmp_path)
