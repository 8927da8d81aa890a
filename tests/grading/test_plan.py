"""What is run of a submission and where it is asked, whatever became of the notebook."""

from __future__ import annotations

import json

import pytest

from autograder.errors import SubmissionError
from autograder.grading import notebook
from autograder.grading.plan import END, RESTORED, make_plan
from autograder.grading.release import read_release


@pytest.fixture(scope="module")
def release(small):
    return read_release(small)


@pytest.fixture
def plan(release):
    def plan(plain):
        return make_plan(notebook.read("a.ipynb", json.dumps(plain).encode()), release)

    return plan


def without_metadata(plain):
    """As after a tool that keeps only the texts."""
    for cell in plain["cells"]:
        cell["metadata"] = {}
        cell.pop("id", None)
    return {**plain, "metadata": {}}


def cell_of(plain, id):
    return next(cell for cell in plain["cells"] if cell.get("id") == id)


def told(plan):
    """The steps in short: sources by their first words, checkpoints by their names."""
    return [
        f"at {step.checkpoint or 'the end'}"
        if step.checkpoint is not None
        else step.source.strip().split("\n")[0][:30]
        for step in plan.steps
    ]


WHOLE = [
    "import numpy as np",
    "class Square:",
    "at square",
    "def half(x):",
    "at half",
    "at the end",
]


# --- our own notebook ----------------------------------------------------------------------------


def test_given_and_solution_cells_run_and_test_cells_are_skipped(plan, filled):
    made = plan(filled())
    assert told(made) == WHOLE
    assert made.asked_at == {"square": "square", "half": "half"}
    assert not made.foreign
    assert [step.own for step in made.steps if step.source] == [False, True, True]


def test_given_cells_are_restored_and_edited_tests_skipped(plan, filled):
    made = plan(filled(setup="import numpy as evil", square_test="raise SystemExit"))
    assert told(made) == WHOLE


def test_a_given_cell_that_is_missing_runs_where_it_stood(plan, filled):
    plain = filled()
    del plain["cells"][1]
    made = plan(plain)
    assert told(made) == WHOLE
    assert made.steps[0].cell >= RESTORED


def test_own_cells_run_where_they_stand(plan, filled, code_cell):
    plain = filled()
    plain["cells"].insert(2, code_cell("helper = 1"))
    plain["cells"].insert(5, code_cell("scratch = 1"))
    made = told(plan(plain))
    assert made[:5] == [
        "import numpy as np",
        "helper = 1",
        "class Square:",
        "at square",
        "scratch = 1",
    ]


def test_a_solution_that_is_split_into_several_cells_is_asked_after_the_last(plan, filled):
    plain = filled()
    first = cell_of(plain, "square")
    rest = {**first, "id": "split-off", "source": "Square.more = 1"}
    plain["cells"].insert(plain["cells"].index(cell_of(plain, "half")), rest)
    assert told(plan(plain)) == [
        *WHOLE[:2],
        "Square.more = 1",
        "at square",
        "def half(x):",
        "at half",
        "at the end",
    ]


def test_a_solution_in_a_cell_of_ones_own_is_asked_at_the_end(plan, blank, code_cell):
    plain = blank()
    plain["cells"].append(code_cell("def half(x):\n    return x / 2"))
    made = plan(plain)
    assert made.asked_at == {"square": END, "half": END}
    assert told(made)[-2:] == ["def half(x):", "at the end"]


@pytest.mark.parametrize("emptied", ["", "\n  \n"])
def test_a_solution_cell_that_was_emptied_is_blank(grade, filled, code_cell, emptied):
    assert grade(filled(half=emptied)).score == 6
    moved = filled(half=emptied)
    moved["cells"].append(code_cell("def half(x): return x / 2"))
    assert grade(moved).score == 10


def test_an_exercise_whose_test_cell_is_gone_is_asked_at_the_end(plan, filled):
    plain = filled()
    plain["cells"].remove(cell_of(plain, "square-test"))
    assert plan(plain).asked_at == {"square": END, "half": "half"}


def test_cells_in_another_order_run_in_that_order(plan, filled):
    plain = filled()
    plain["cells"] = [
        cell_of(plain, name) for name in ("setup", "half", "half-test", "square", "square-test")
    ]
    assert told(plan(plain)) == [
        "import numpy as np",
        "def half(x):",
        "at half",
        "class Square:",
        "at square",
        "at the end",
    ]


def test_a_solution_below_its_test_is_asked_after_the_solution(plan, filled):
    plain = filled()
    solution = cell_of(plain, "square")
    plain["cells"].remove(solution)
    plain["cells"].append(solution)
    assert told(plan(plain))[-3:] == ["class Square:", "at square", "at the end"]


# --- duplicated cells ----------------------------------------------------------------------------


def test_a_copied_given_cell_is_the_students_own(plan, filled):
    plain = filled()
    copy = {**cell_of(plain, "setup"), "id": "copied", "source": "mine = 1"}
    plain["cells"].insert(2, copy)
    assert told(plan(plain))[:2] == ["import numpy as np", "mine = 1"]


def test_of_two_cells_with_one_grade_id_the_one_with_the_own_id_counts(plan, filled):
    plain = filled()
    copy = {**cell_of(plain, "setup"), "id": "copied", "source": "mine = 1"}
    plain["cells"].insert(0, copy)
    assert told(plan(plain))[:2] == ["mine = 1", "import numpy as np"]


def test_a_copied_solution_counts_as_part_of_the_solution(plan, filled):
    plain = filled()
    copy = {**cell_of(plain, "half"), "id": "copied", "source": "def half(x): return 0"}
    plain["cells"].append(copy)
    assert told(plan(plain))[-3:] == ["def half(x): return 0", "at half", "at the end"]


def test_all_cells_twice_are_asked_once(plan, filled):
    plain = filled()
    plain["cells"] *= 2
    made = plan(plain)
    assert [t for t in told(made) if t.startswith("at ")].count("at half") == 1
    assert set(made.asked_at) == {"square", "half"}


# --- lost metadata, foreign work -----------------------------------------------------------------


def test_texts_are_enough_to_know_the_notebook(plan, filled):
    made = plan(without_metadata(filled()))
    assert not made.foreign
    assert made.asked_at == {"square": END, "half": END}
    assert told(made) == ["import numpy as np", "class Square:", "def half(x):", "at the end"]


@pytest.mark.parametrize("lost", ["id", "grade_id"])
def test_one_of_the_two_ids_is_enough(plan, filled, lost):
    plain = filled()
    for cell in plain["cells"]:
        if lost == "id":
            cell.pop("id")
        else:
            cell["metadata"] = {}
    assert told(plan(plain)) == WHOLE


def test_white_space_at_the_ends_of_lines_does_not_matter(plan, filled):
    plain = without_metadata(filled(setup="\n\nimport numpy as np  \n\t\nSCALE = 1\n"))
    made = plan(plain)
    assert not made.foreign
    assert [s.source for s in made.steps if not s.own and s.source] == [
        "import numpy as np\n\nSCALE = 1"
    ]


def test_foreign_work_runs_after_the_given_cells_and_is_asked_at_the_end(plan, code_cell):
    plain = {"cells": [code_cell("x = 1"), code_cell("def half(x): return x / 2")]}
    made = plan(plain)
    assert made.foreign
    assert told(made) == ["import numpy as np", "x = 1", "def half(x): return x / 2", "at the end"]
    assert made.asked_at == {"square": END, "half": END}


def test_work_that_says_it_is_ours_is_not_foreign_however_little_is_left(plan, code_cell):
    metadata = {"autograder": {"assignment": "small"}}
    assert not plan({"cells": [code_cell("x = 1")], "metadata": metadata}).foreign


def test_another_assignments_notebook_is_refused(plan, code_cell):
    metadata = {"autograder": {"assignment": "other"}}
    with pytest.raises(SubmissionError, match="of other, not of small"):
        plan({"cells": [code_cell("x = 1")], "metadata": metadata})


def test_points_tags_and_outputs_of_a_submission_are_ignored(plan, filled):
    plain = filled()
    for cell in plain["cells"]:
        cell["metadata"]["nbgrader"] = {
            **cell["metadata"].get("nbgrader", {}),
            "points": 1e9,
            "grade": True,
        }
        cell["metadata"]["tags"] = ["skip"]
        cell["metadata"]["autograder"] = {"role": "solution", "exercise": "half"}
    assert told(plan(plain)) == WHOLE


def test_every_step_has_a_number_of_its_own(plan, filled, code_cell):
    plain = filled()
    del plain["cells"][1]
    plain["cells"].append(code_cell("x = 1"))
    numbers = [step.cell for step in plan(plain).steps if step.source]
    assert len(set(numbers)) == len(numbers)


# --- graded through and through ------------------------------------------------------------------


def test_names_are_asked_as_they_stood_at_their_test(grade, filled, code_cell):
    """Later cells redefine the class and what it calls."""
    plain = filled(
        square=filled()["cells"][2]["source"].replace("self.x * self.x", "squared(self.x)")
        + "\ndef squared(x): return x * x"
    )
    plain["cells"].append(code_cell("class Square: pass\ndef squared(x): return 0"))
    assert grade(plain).score == 10


def test_a_solution_in_a_later_cell_of_ones_own_gets_its_points(grade, blank, filled, code_cell):
    plain = blank()
    plain["cells"] += [code_cell(filled()["cells"][index]["source"]) for index in (2, 4)]
    assert grade(plain).score == 10


def test_lost_metadata_cost_nothing(grade, filled):
    report = grade(without_metadata(filled()))
    assert (report.score, report.notes) == (10, ())


def test_foreign_work_is_graded_and_told(grade, filled, code_cell):
    cells = filled()["cells"]
    plain = {"cells": [code_cell(cells[2]["source"] + "\n" + cells[4]["source"])]}
    report = grade(plain)
    assert report.score == 10
    assert "not the notebook that was handed out" in report.notes[0]


def test_a_bare_script_is_graded_though_a_statement_raises(grade, filled):
    cells = filled()["cells"]
    script = f"{cells[2]['source']}\nplot = 1 / 0\nSquare.note = 'later'\n{cells[4]['source']}\n"
    report = grade(script, name="ada.py")
    assert report.score == 10
    assert [(p.type, p.source) for p in report.cells] == [("ZeroDivisionError", "plot = 1 / 0")]
