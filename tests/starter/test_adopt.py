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


def by_hand(cell, grade_id, **about):
    own = {"grade_id": grade_id, "grade": True, "solution": True, "points": 3, **about}
    cell.metadata["nbgrader"] = own
    return cell


def text_of(lab):
    return build(lab).files[f"{lab.name}.ipynb"].decode()


def test_what_a_person_grades_stays_as_a_question_without_its_answer(course):
    essay = by_hand(prose("Because of the squares."), "essay")
    task = by_hand(prose("Draw it.\n=== BEGIN MARK SCHEME ===\nAxes!\n=== END MARK SCHEME ==="),
                   "task", solution=False, task=True)  # fmt: skip
    adopted, lab = course(*TWO, essay, task)
    assert "essay: stays in the notebook as text to be answered" in adopted.advice
    assert "a person has to grade it (3 points)" in adopted.advice
    text = text_of(lab)
    assert "YOUR ANSWER HERE" in text
    assert "Because" not in text
    assert "Draw it." in text
    assert "Axes!" not in text


def test_code_that_a_person_grades_is_an_exercise_to_be_checked_if_it_defines_something(course):
    adopted, lab = course(*TWO, by_hand(code("def cube(n):\n    return n**3"), "cube"))
    assert "cube" in adopted.exercises
    assert grades(lab, {})["cube"].max_score == 0


def test_a_solution_that_defines_nothing_stays_as_text_and_says_why(course):
    show = "### BEGIN SOLUTION\nprint(squares(5))\n### END SOLUTION\n# Print some."
    broken = code("def f(:", "broken", solution=True)
    adopted, lab = course(*TWO, code(show, "show", solution=True), broken)
    assert "show: stays as text and is no exercise, because it defines no name" in adopted.advice
    assert "because its line 1 is not Python: invalid syntax" in adopted.advice
    assert "# Print some." in text_of(lab)
    assert "squares(5)" not in text_of(lab)


def test_a_test_below_a_solution_that_is_no_exercise_belongs_to_no_other(course):
    adopted, lab = course(
        *TWO,
        code("print(3)", "show", solution=True),
        code("assert 1", "shown", grade=True, points=1),
    )
    assert "shown: this test is not taken over" in adopted.advice
    assert "shown" not in text_of(lab)


def test_a_cell_without_an_id_is_called_by_what_it_defines(course):
    cube = code("def cube(n):\n    return n**3", "x", solution=True)
    del cube.metadata["nbgrader"]["grade_id"]
    adopted, _ = course(*TWO, cube)
    assert adopted.exercises[-1] == "cube"


def test_points_that_an_older_nbgrader_wrote_as_text_count(course):
    cells = [*TWO[:-1], code("assert total(2) == 5", "test-total", grade=True, points="4")]
    _, lab = course(*cells)
    assert grades(lab, {})["total"].max_score == 4


def test_made_tests_and_missing_packages_are_named_with_what_to_do(course):
    test = code("import nosuchpackage.sub\n### AUTOTEST total(3)", "auto", grade=True, points=1)
    adopted, _ = course(*TWO, test)
    assert "auto: nbgrader would make its tests out of the line `### AUTOTEST`" in adopted.advice
    assert "nosuchpackage: is imported, and is not installed here" in adopted.advice


def test_files_that_the_notebook_names_and_pictures_in_it_come_along(course, tmp_path):
    (tmp_path / "bikes.csv").write_text("a,b\n1,2\n")
    (tmp_path / "shapes.py").write_text("SIDES = 4\n")
    (tmp_path / "grades.csv").write_text("secret")
    picture = prose("![curve](attachment:my curve.png)")
    picture["attachments"] = {"my curve.png": {"image/png": "iVBORw0KGgo="}}
    uses = code("import shapes\nrows = open('bikes.csv').read()")
    adopted, lab = course(picture, uses, *TWO)
    assert lab.ship == ("my_curve.png", "bikes.csv", "shapes.py")
    assert "(my_curve.png)" in text_of(lab)
    assert "Handed out beside the notebook: my_curve.png, bikes.csv, shapes.py." in adopted.advice
    assert "shapes: is imported" not in adopted.advice
    assert grades(lab, {})["squares"].score == 3


def test_a_notebook_in_which_nothing_can_be_checked_is_refused_with_the_reasons(notebook):
    with pytest.raises(AuthoringError, match="show: stays as text"):
        adopt(notebook(code("print(3)", "show", solution=True)))


def test_a_test_above_every_solution_is_named_and_left_out(course):
    adopted, _ = course(code("assert 1", "early", grade=True, points=1), *TWO)
    assert "early: this test is not taken over" in adopted.advice


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
