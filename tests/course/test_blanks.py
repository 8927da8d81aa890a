"""Work that does nothing earns nothing: every stub of every lab, left blank in several ways.

The stubs are those of the releases. They run in this process, and their answers travel as the
wire's own bytes.
"""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from autograder.checks import ask
from autograder.checks.battery import Check
from autograder.course import Course
from autograder.grading.batteries import load_battery
from autograder.grading.release import read_release
from autograder.grading.seeds import generators

COURSE = Course(Path(__file__).parents[2])
LABS = ("pysmorch", "numpy_network", "miniflow", "modules")
EXERCISES = [(lab, e) for lab in LABS for e in COURSE.assignment(lab).exercises]
MARK = "raise NotImplementedError()"
# The argument that stands for "the input" is the first one beside self; some have none.
BLANKS = {
    "left as it is": lambda first: MARK,
    "pass": lambda first: "pass",
    "returns None": lambda first: "return None",
    "returns zero": lambda first: "return 0.0",
    "returns its input": lambda first: f"return {first}",
    "returns zeros of its shape": lambda first: f"return np.zeros_like({first})",
    "returns ones of its shape": lambda first: f"return np.ones_like({first})",
    "keeps its input": lambda first: f"self.value = self.output = {first}; return {first}",
}


@pytest.fixture(autouse=True)
def _course_is_importable(monkeypatch):
    monkeypatch.syspath_prepend(str(COURSE.root))


def filled(source: str, blank) -> str:
    """The released cell with something else where a student's lines belong."""
    firsts = {
        line: next((a.arg for a in function.args.args if a.arg != "self"), "None")
        for function in ast.walk(ast.parse(source))
        if isinstance(function, ast.FunctionDef)
        for line in range(function.lineno, function.end_lineno + 1)
    }
    lines = [
        line.replace(MARK, blank(firsts.get(number, "None")))
        for number, line in enumerate(source.splitlines(), 1)
    ]
    return "\n".join(lines)


def names_of(lab: str, blank) -> dict:
    """The names of the release, each exercise blank; what its cells raise is the student's own."""
    names: dict = {}
    for cell in read_release(COURSE.assignment(lab)).cells:
        if cell.role in {"given", "solution"}:
            source = filled(cell.source, blank) if cell.role == "solution" else cell.source
            try:
                exec(source, names)
            except Exception:
                continue
    return names


@pytest.mark.parametrize("blank", BLANKS)
@pytest.mark.parametrize(("lab", "exercise"), EXERCISES)
def test_a_blank_earns_nothing(student_of, lab, exercise, blank, monkeypatch):
    monkeypatch.chdir(COURSE.assignment(lab).release)  # where its data are
    monkeypatch.syspath_prepend(".")
    names = names_of(lab, BLANKS[blank])
    assert {"np", "check_gradient"} <= set(names)  # the given cells have run
    battery: tuple[Check, ...] = load_battery(COURSE.assignment(lab), exercise)
    results = ask(battery, student_of(names), generators("a blank", exercise))
    assert {r.name: r.points for r in results if r.points} == {}
