"""An author's slips: each is told with the file, the line, and what to do."""

from __future__ import annotations

import pytest

from autograder.checks.outcome import Broken
from autograder.cli.main import run
from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.publish.build import build
from autograder.starter.plant import plant, sample_course

NOTEBOOK = "assignments/integrals/notebook.py"
SETTINGS = "assignments/integrals/assignment.toml"
CHECKS = "reference/integrals/trapezoid/checks.py"
SOLUTION = "reference/integrals/trapezoid/solution.py"
LAST = '    expect(got.value, area(coefficients, b, a, 5), "from right to left, the area")'
PICTURE = '# %% id="trapezoid-picture" role="picture" exercise="trapezoid"'
AGAIN = """# %% id="again" role="solution" exercise="trapezoid"
from reference.integrals.trapezoid.solution import trapezoid
"""
VALUES = '@check("values", "`trapezoid` gives the area under a curve", points=6)'


@pytest.fixture
def course(tmp_path):
    plant(sample_course(), tmp_path / "mine")
    return tmp_path / "mine"


def change(course, file, old, new):
    path = course / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


# What is changed, and what has to be told: where, what, and what to do.
SLIPS = {
    "a role is misspelt": (
        NOTEBOOK,
        'role="solution"',
        'role="soluton"',
        r"notebook.py:44: a code cell needs a role out of given, solution.* 'soluton'",
    ),
    "a marker lacks its quotes": (
        NOTEBOOK,
        'role="solution"',
        "role=solution",
        r"notebook.py:44: cannot read .* with double quotes",
    ),
    "a mark is misspelt": (
        SOLUTION,
        "### BEGIN SOLUTION",
        "### BEGIN SOLUTON",
        r"solution.py:12: '### BEGIN SOLUTON' is not a mark.* Write exactly",
    ),
    "an exercise has two solution cells": (
        NOTEBOOK,
        PICTURE,
        f"{AGAIN}\n{PICTURE}",
        r"notebook.py:54: a second solution cell .* stands in line 44",
    ),
    "an id is taken": (
        NOTEBOOK,
        'id="trapezoid-picture"',
        'id="trapezoid-test"',
        r"notebook.py:54: the id 'trapezoid-test' is taken by the cell in line 47",
    ),
    "a convention is unknown": (
        NOTEBOOK,
        'id="trapezoid-picture"',
        'id="trapezoid-picture" convention="width=signed"',
        r"notebook.py:54: there is no convention 'width'",
    ),
    "the cell imports what the solution does not define": (
        SOLUTION,
        "def trapezoid(",
        "def trapez(",
        r"notebook.py:44: imports trapezoid, which .*solution.py does not define",
    ),
    "the solution does not parse": (
        SOLUTION,
        "np.linspace(a, b, n + 1)",
        "np.linspace(a, b, n + 1",
        r"solution.py:13: '\(' was never closed",
    ),
    "the TOML is wrong": (
        SETTINGS,
        "order = 1",
        "order = = 1",
        r"assignment.toml:2 is no TOML: ",
    ),
    "a setting is misspelt": (
        SETTINGS,
        "order = 1",
        "ordr = 1",
        r"assignment.toml: 'ordr' is not a setting. The settings are: ",
    ),
    "the checks do not parse": (
        CHECKS,
        "def draw(rng):",
        "def draw(rng:",
        r"checks.py:22 does not load: SyntaxError: '\(' was never closed",
    ),
    "a name in the checks is misspelt": (
        CHECKS,
        "CHECKS = [values, backwards]",
        "CHECKS = [values, backward]",
        r"checks.py:45 does not load: NameError: name 'backward' is not defined",
    ),
    "points are missing": (
        CHECKS,
        ", points=6)",
        ")",
        r"checks.py:27 does not load: TypeError: .*points",
    ),
    "points are a text": (
        CHECKS,
        "points=6",
        "points='six'",
        r"checks.py:27: check 'values': points is 'six'; it must be a number",
    ),
    "a check takes one argument": (
        CHECKS,
        "def values(student, rng)",
        "def values(student)",
        r"checks.py:27: check 'values': it must be a function of two arguments",
    ),
    "needs is a text": (
        CHECKS,
        'needs=["values"]',
        'needs="values"',
        r'check .backwards.: needs is a text; it must be a list, such as needs=\["values"\]',
    ),
    "the list of checks is missing": (
        CHECKS,
        "CHECKS = [values, backwards]",
        "",
        r"End the file with: CHECKS = \[values, backwards\]",
    ),
    "a check is a plain function": (
        CHECKS,
        VALUES,
        "",
        r'values is none. Put @check\("values", .*\) above it',
    ),
    "two checks have one name": (
        CHECKS,
        '@check("backwards"',
        '@check("values"',
        r"checks.py: two checks are named 'values'",
    ),
}


@pytest.mark.parametrize(("file", "old", "new", "told"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_with_its_place_and_what_to_do(course, file, old, new, told):
    change(course, file, old, new)
    with pytest.raises(AuthoringError, match=f"(?s){told}"):
        build(Course(course).assignment("integrals"))


def tried(course, capfd):
    code = run(["--course", str(course), "try", "integrals/trapezoid"])
    return code, capfd.readouterr().err


def test_a_check_that_raises_is_told_its_author_with_line_and_message(course, capfd):
    change(course, CHECKS, LAST, "    got.nonsense\n" + LAST)
    code, err = tried(course, capfd)
    assert code == 3
    assert "'backwards' broke down with AttributeError" in err
    assert f"{course / CHECKS}:42: AttributeError: 'Answer' object has no attribute" in err


def test_a_check_that_returns_a_verdict_is_told_how_a_check_ends(course, capfd):
    change(course, CHECKS, LAST, "    return bool(got.value)")
    code, err = tried(course, capfd)
    assert code == 3
    assert "'backwards' returned a bool (integrals/trapezoid/checks.py, line 37)" in err
    assert "it ends by `expect(...)` or `fail(...)`" in err


def test_what_only_an_author_may_read_is_no_part_of_the_reason_that_a_report_gives():
    broken = Broken("The hidden check 'a' broke down.")
    broken.add_note("checks.py:3: ValueError: 0.123456")
    assert "0.123456" not in str(broken)


def test_answers_on_the_wrong_side_of_the_bank_are_told_with_what_shows_them(course, capfd):
    folder = course / "reference/integrals/trapezoid"
    right = (folder / "variants/with_weights.py").read_text("utf-8").partition("\n")[2]
    words = '"""Wrong.\n\nCaught-by: values\n"""\n'
    (folder / "mistakes/is_right.py").write_text(words + right, "utf-8")
    change(course, "reference/integrals/trapezoid/variants/with_weights.py", "0.5", "0.6")
    assert run(["--course", str(course), "release"]) == 0
    options = ["--seeds", "1", "--mutants", "0", "-j", "1"]
    assert run(["--course", str(course), "audit", *options]) == 1
    out = " ".join(capfd.readouterr().out.split())
    assert "is_right.py: 'values' does not catch it under 1 of 1 seeds; caught by: nothing." in out
    assert f"autograder try integrals/trapezoid {folder / 'mistakes/is_right.py'} shows" in out
    assert "with_weights.py: a right answer loses points at values (1)" in out
    assert f"Look at it: autograder try integrals/trapezoid {folder / 'variants'}" in out


def test_a_course_of_which_nothing_can_be_checked_is_not_verified(course, capfd):
    change(course, SETTINGS, '"numpy"', '"numpi"')
    assert run(["--course", str(course), "verify"]) == 2
    assert "it needs numpi, which is not installed" in capfd.readouterr().err


def test_a_cell_that_raises_is_told_with_its_line(course):
    from autograder.publish.verify import verify

    change(course, NOTEBOOK, "area - 3.0", "area - 4.0")
    findings = list(verify(Course(course).assignment("integrals"), "unprivileged"))
    (problem,) = next(f.problems for f in findings if f.promise.startswith("the reference runs"))
    assert problem.startswith(f"{course / NOTEBOOK}:47: cell 'trapezoid-test' raised")


def test_a_folder_that_is_gone_is_said(tmp_path, monkeypatch, capfd):
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert run(["release"]) == 2
    assert "The current folder cannot be read" in capfd.readouterr().err
