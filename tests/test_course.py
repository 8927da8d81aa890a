"""A course on disk, and what is said of one that is wrong: the file, the setting, what to do."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.limits import Limits


@pytest.fixture
def lab(tmp_path):
    """Write the assignment.toml of a lab and read it."""

    def lab(text, name="lab"):
        path = tmp_path / f"assignments/{name}/assignment.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text) if isinstance(text, str) else path.write_bytes(text)
        return Course(tmp_path).assignment(name)

    return lab


def test_a_title_is_all_that_is_needed(lab):
    made = lab('title = "Lab"')
    assert (made.name, made.title, made.order, made.version) == ("lab", "Lab", 0, "1")
    assert made.limits == Limits()
    assert made.due is None


def test_every_setting_is_read(lab):
    made = lab(
        'title = "Lab"\norder = 3\nversion = "2"\ndue = 2027-03-01T23:59:00Z\nhours = 4\n'
        'preload = ["numpy", "scipy"]\nship = ["utility.py"]\nwatch = ["numpy.exp"]\n'
        "[limits]\ncell_seconds = 2\nmemory_mib = 300\n[points]\nlinear = 20\n"
    )
    assert (made.order, made.version, made.hours) == (3, "2", 4)
    assert made.due == datetime(2027, 3, 1, 23, 59, tzinfo=UTC)
    assert (made.preload, made.ship, made.watch) == (
        ("numpy", "scipy"),
        ("utility.py",),
        ("numpy.exp",),
    )
    assert (made.limits.cell_seconds, made.limits.memory_mib) == (2, 300)
    assert made.points == {"linear": 20}


def test_a_moment_without_a_zone_is_in_utc(lab):
    made = lab('title = "Lab"\ndue = 2027-03-01T23:59:00')
    assert made.due == datetime(2027, 3, 1, 23, 59, tzinfo=UTC)


WRONG = {
    "no TOML": ("title = ", "is no TOML"),
    "no text": (b"\xff\xfe", "cannot be read"),
    "no title": ("order = 1", "'title' is missing"),
    "a title that is a number": ("title = 1", "'title' is missing"),
    "an unknown setting": ('title = "x"\ncolour = 1', "'colour' is not a setting"),
    "an unknown limit": ('title = "x"\n[limits]\ncell = 1', "[limits] 'cell' is not a setting"),
    "a name of ours": ('title = "x"\nname = "y"', "'name' is not a setting"),
    "a due date without a time": ('title = "x"\ndue = 2027-03-01', "'due' must be a date and time"),
    "a due date as text": ('title = "x"\ndue = "tomorrow"', "'due' must be a date and time"),
    "a text for a list": ('title = "x"\npreload = "numpy"', "'preload' must be a list of texts"),
    "a list of numbers": ('title = "x"\nship = [1]', "'ship' must be a list of texts"),
    "a text for a number": ('title = "x"\norder = "first"', "'order' must be a whole number"),
    "a number for a text": ('title = "x"\nversion = 2', "'version' must be a text in quotes"),
    "hours in words": ('title = "x"\nhours = "six"', "'hours' must be a number"),
    "limits that are no table": ('title = "x"\nlimits = 5', "'limits' must be a table"),
    "a limit in words": (
        'title = "x"\n[limits]\ncell_seconds = "2"',
        "[limits] 'cell_seconds' must be a number above 0",
    ),
    "a limit of nothing": (
        'title = "x"\n[limits]\ncell_seconds = 0',
        "[limits] 'cell_seconds' must be a number above 0",
    ),
    "half a file": (
        'title = "x"\n[limits]\nopen_files = 1.5',
        "[limits] 'open_files' must be a whole number above 0",
    ),
    "points that are no table": ('title = "x"\npoints = 5', "'points' must be a table of numbers"),
    "points in words": (
        'title = "x"\n[points]\nlinear = "5"',
        "'points' must be a table of numbers",
    ),
    "truth for a number": ('title = "x"\norder = true', "'order' must be a whole number"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_setting_that_is_wrong_is_named_with_its_file(lab, tmp_path, name):
    text, words = WRONG[name]
    with pytest.raises(AuthoringError) as caught:
        lab(text)
    assert str(tmp_path / "assignments/lab/assignment.toml") in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize("name", ["Lab", "1lab", "my-lab", "my lab"])
def test_a_folder_needs_a_plain_name(lab, name):
    with pytest.raises(AuthoringError, match="lower-case name"):
        lab('title = "x"', name)


def test_a_directory_without_assignments_is_no_course(tmp_path):
    with pytest.raises(AuthoringError, match=r"No course here.*--course DIR"):
        _ = Course(tmp_path).assignments


def test_an_unknown_assignment_names_those_there_are(lab, tmp_path):
    lab('title = "x"', "one")
    lab('title = "x"', "two")
    with pytest.raises(AuthoringError, match=r"no assignment 'three' in .* It has: one, two\."):
        Course(tmp_path).assignment("three")


def test_assignments_come_in_their_order_and_can_be_chosen(lab, tmp_path):
    lab('title = "x"\norder = 2', "a")
    lab('title = "x"\norder = 1', "b")
    lab('title = "x"\norder = 2', "c")
    course = Course(tmp_path)
    assert [a.name for a in course.assignments] == ["b", "a", "c"]
    assert [a.name for a in course.select(("c", "b"))] == ["c", "b"]
    assert [a.name for a in course.select(())] == ["b", "a", "c"]


def test_exercises_are_the_folders_with_checks(small_root):
    (small_root / "reference/small/notes").mkdir()
    assert Course(small_root).assignment("small").exercises == ("half", "square")


def test_shipped_files_come_from_the_assignment_and_then_from_the_common_folder(lab, tmp_path):
    made = lab('title = "x"\nship = ["own.py", "both.py", "common.py"]')
    common = tmp_path / "assignments/common"
    common.mkdir()
    for path in (made.folder / "own.py", made.folder / "both.py"):
        path.write_text("")
    for name in ("both.py", "common.py"):
        (common / name).write_text("")
    assert made.shipped() == {
        "own.py": made.folder / "own.py",
        "both.py": made.folder / "both.py",
        "common.py": common / "common.py",
    }


def test_a_shipped_file_that_is_not_there_is_named(lab):
    with pytest.raises(AuthoringError, match=r"ships 'gone.py', which is neither at .* nor at"):
        lab('title = "x"\nship = ["gone.py"]').shipped()


def test_what_comes_with_python_has_not_to_be_installed(small):
    """`pip install colorsys` would end a student's own CI in its first step."""
    assert small.preload_if_named == ("colorsys",)
    assert small.packages == ("numpy",)
