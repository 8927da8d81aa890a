"""An nbgrader source notebook taken over as a course."""

from __future__ import annotations

import nbformat
import pytest

from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.publish.build import build
from autograder.starter.adopt import adopt
from autograder.starter.plant import plant

new = nbformat.v4

SQUARES = """\
def squares(n):
    '''Squares of 1 to n.'''
    ### BEGIN SOLUTION
    return [i**2 for i in range(1, n + 1)]
    ### END SOLUTION"""
TEST = """\
few = squares(2)
assert few == [1, 4]
### BEGIN HIDDEN TESTS
assert squares(11)[-1] == 121
### END HIDDEN TESTS"""


def code(source, grade_id=None, **about):
    own = {"schema_version": 3, "grade_id": grade_id, "locked": False, "task": False}
    own |= {"grade": False, "solution": False, **about}
    return new.new_code_cell(source, metadata={"nbgrader": own} if grade_id else {})


def prose(source):
    return new.new_markdown_cell(source)


@pytest.fixture
def notebook(tmp_path):
    def write(*cells):
        path = tmp_path / "Problem 1.ipynb"
        nbformat.write(new.new_notebook(cells=list(cells)), path)
        return path

    return write


@pytest.fixture
def course(notebook, tmp_path):
    def take(*cells):
        adopted = adopt(notebook(*cells))
        plant(adopted.files, tmp_path / "mine")
        return adopted, Course(tmp_path / "mine").assignment(adopted.lab)

    return take


TWO = (
    prose("# Squares and sums"),
    code("%matplotlib inline\nimport numpy as np"),
    code(SQUARES, "squares", solution=True),
    code(TEST, "test-squares", grade=True, points=2),
    code("assert squares(3) == [1, 4, 9]", "more-squares", grade=True, points=1),
    code(
        "from math import fsum\ndef total(n):\n    return fsum(squares(n))", "total", solution=True
    ),
    code("assert total(2) == 5", "test-total", grade=True, points=4),
)


def test_solutions_tests_and_points_are_taken_over(course):
    adopted, lab = course(*TWO)
    assert adopted.exercises == lab.exercises == ("squares", "total")
    assert lab.title == "Squares and sums"
    built = build(lab)
    notebook = nbformat.reads(built.files[built.notebook].decode(), as_version=4)
    points = {c.metadata.nbgrader.grade_id: c.metadata.nbgrader.get("points")
              for c in notebook.cells if "nbgrader" in c.metadata}  # fmt: skip
    assert points["test-squares"] == 3
    assert points["test-total"] == 4


def test_nothing_hidden_is_in_the_release(course):
    _, lab = course(*TWO)
    built = build(lab)
    text = b"".join(built.files.values())
    assert b"121" not in text
    assert b"i**2" not in text
    assert b"few == [1, 4]" in text  # the public part


def test_a_cells_own_imports_are_given_to_students(course):
    _, lab = course(*TWO)
    text = build(lab).files["problem_1.ipynb"]
    assert b"from math import fsum" in text
    assert b"fsum(squares" not in text


def grades(lab, answers):
    """The score of each exercise for a notebook with these answers."""
    from autograder.grading.grader import Grader
    from autograder.grading.sources import Source
    from autograder.publish.build import source_notebook
    from autograder.publish.write import write_release

    write_release(build(lab), lab.release)
    notebook = source_notebook(lab)
    for cell in notebook.cells:
        if cell.id in answers:
            cell.source = answers[cell.id]
    with Grader.of(lab, "unprivileged") as grader:
        source = Source("a.ipynb", "a.ipynb")
        report = grader.grade_bytes(source, nbformat.writes(notebook).encode())
    return {exercise.name: exercise for exercise in report.exercises}


def test_hidden_tests_keep_working_and_say_where_they_run(course):
    _, lab = course(*TWO)
    graded = grades(lab, {})
    assert {name: one.score for name, one in graded.items()} == {"squares": 3, "total": 4}
    assert all("beside your code" in c.title for one in graded.values() for c in one.checks)


def test_a_wrong_answer_fails_the_hidden_test_that_sees_it_and_learns_nothing_of_it(course):
    _, lab = course(*TWO)
    wrong = "def squares(n):\n    return [i**2 for i in range(1, n + 1)][:3]"
    graded = grades(lab, {"squares": wrong})
    assert graded["squares"].score == 1
    failed = graded["squares"].checks[0]
    assert failed.message == "One of the tests of this exercise does not hold."
    assert graded["total"].score == 4


def test_a_solution_without_tests_is_an_exercise_to_be_written(course):
    adopted, lab = course(
        code(SQUARES, "squares", solution=True),
        code("answer = 42", "answer", solution=True),
        code(TEST, "test-answer", grade=True, points=1),
    )
    assert adopted.exercises == ("squares", "answer")
    assert "squares/checks.py: has no test yet" in adopted.advice
    assert grades(lab, {})["squares"].max_score == 0


def test_what_a_person_grades_is_named_and_left_out(course):
    essay = new.new_markdown_cell(
        "Because.",
        metadata={"nbgrader": {"grade_id": "essay", "grade": True, "solution": True, "points": 3}},
    )
    adopted, _ = course(*TWO, essay)
    assert "essay: not taken over, because it is graded by hand" in adopted.advice


def test_a_test_above_every_solution_is_named_and_left_out(course):
    adopted, _ = course(code("assert 1", "early", grade=True, points=1), *TWO)
    assert "early: not taken over" in adopted.advice


def test_equal_ids_become_different_ones(course):
    twice = code("def other():\n    return 1", "squares", solution=True)
    adopted, lab = course(*TWO, twice)
    assert len(set(adopted.exercises)) == 3
    build(lab)


def test_an_ordinary_notebook_is_refused_with_what_to_do(notebook):
    with pytest.raises(AuthoringError, match="source"):
        adopt(notebook(code("x = 1")))


def test_a_file_that_is_no_notebook_is_refused(tmp_path):
    path = tmp_path / "x.ipynb"
    path.write_text("{")
    with pytest.raises(AuthoringError, match="cannot be read"):
        adopt(path)
