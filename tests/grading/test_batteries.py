"""Loading hidden checks: what is wrong with them is said with the file's name."""

from __future__ import annotations

import sys

import pytest

from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.grading.batteries import load_batteries, load_battery, points_of


@pytest.fixture(autouse=True)
def _forget_loaded_checks():
    before = set(sys.modules)
    yield
    for name in set(sys.modules) - before:
        if name.split(".")[0] == "reference":
            del sys.modules[name]


@pytest.fixture
def lab(small_root):
    return lambda: Course(small_root).assignment("small")


@pytest.fixture
def checks(small_root):
    """Write the checks of `half`."""

    def write(text):
        path = small_root / "reference/small/half/checks.py"
        path.write_text("from autograder.checks import check, expect\n" + text)
        return path

    return write


def test_every_exercise_is_loaded_with_its_points(lab):
    batteries = load_batteries(lab())
    assert {name: [c.name for c in checks] for name, checks in batteries.items()} == {
        "half": ["halves"],
        "square": ["forward", "gradient_X", "new_batch"],
    }
    assert points_of(batteries) == {"half": 4, "square": 6}


def test_points_are_scaled_to_what_the_assignment_says(small_root, lab):
    toml = small_root / "assignments/small/assignment.toml"
    toml.write_text('title = "x"\n[points]\nsquare = 12\n')
    batteries = load_batteries(lab())
    assert [c.points for c in batteries["square"]] == [4, 6, 2]
    assert points_of(batteries) == {"half": 4, "square": 12}


def test_points_for_an_exercise_that_is_not_there_are_refused(small_root, lab):
    (small_root / "assignments/small/assignment.toml").write_text(
        'title = "x"\n[points]\nsqare = 12\n'
    )
    with pytest.raises(AuthoringError, match=r"assignment\.toml.*'sqare'.*half, square"):
        load_batteries(lab())


BROKEN = {
    "no CHECKS": ("x = 1", "CHECKS must be a list of checks"),
    "CHECKS of something else": ("CHECKS = [1]", "CHECKS must be a list of checks"),
    "no checks": ("CHECKS = []", "CHECKS is empty"),
    "a syntax error": ("CHECKS = [", "does not load: SyntaxError"),
    "an error": ("1 / 0", "does not load: ZeroDivisionError"),
    "an import that is missing": ("import not_there", "does not load: ModuleNotFoundError"),
    "one name twice": (
        "@check('a', 't', 1)\ndef a(s, r): pass\nCHECKS = [a, a]",
        "two checks are named 'a'",
    ),
    "a need that stands below": (
        "@check('a', 't', 1, ['b'])\ndef a(s, r): pass\n"
        "@check('b', 't', 1)\ndef b(s, r): pass\nCHECKS = [a, b]",
        "check 'a' needs 'b', which is not above it",
    ),
    "negative points": (
        "@check('a', 't', -1)\ndef a(s, r): pass\nCHECKS = [a]",
        "check 'a' is worth -1 points",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_battery_that_is_wrong_names_its_file(lab, checks, name):
    text, words = BROKEN[name]
    path = checks(text)
    with pytest.raises(AuthoringError) as caught:
        load_battery(lab(), "half")
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_points_cannot_be_scaled_from_nothing(small_root, lab, checks):
    checks("@check('a', 't', 0)\ndef a(s, r): pass\nCHECKS = [a]")
    (small_root / "assignments/small/assignment.toml").write_text(
        'title = "x"\n[points]\nhalf = 12\n'
    )
    with pytest.raises(AuthoringError, match="worth nothing"):
        load_battery(lab(), "half")


def test_two_courses_in_one_process_keep_their_own_checks(tmp_path, small_root):
    """Even where the path of one is the beginning of the other's."""
    import shutil

    longer = small_root.with_name(small_root.name + "-2")
    shutil.copytree(small_root, longer)
    path = longer / "reference/small/half/checks.py"
    path.write_text(path.read_text().replace('"halves"', '"other"'))
    for _ in range(2):
        for root, name in ((small_root, "halves"), (longer, "other")):
            [check] = load_battery(Course(root).assignment("small"), "half")
            assert check.name == name


def test_checks_are_loaded_from_the_course_and_not_from_where_we_stand(
    small_root, tmp_path, monkeypatch
):
    path = tmp_path / "reference/small/half/checks.py"
    path.parent.mkdir(parents=True)
    path.write_text("raise RuntimeError('the wrong checks')")
    monkeypatch.chdir(tmp_path)
    monkeypatch.syspath_prepend("")
    [check] = load_battery(Course(small_root).assignment("small"), "half")
    assert check.name == "halves"
