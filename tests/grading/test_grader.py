"""From a file's bytes to its report: every status, every blame."""

from __future__ import annotations

import dataclasses
import json
import os
import signal
import threading
import time
from pathlib import Path

import pytest

from autograder.box.zygote import Zygote
from autograder.checks import check
from autograder.checks.outcome import Impossible
from autograder.errors import GraderError
from autograder.grading import zygotes
from autograder.grading.grader import Grader
from autograder.grading.sources import Source
from autograder.grading.zygotes import box_settings
from autograder.verdict import ReportStatus

FULL = {
    "square.forward": "passed",
    "square.gradient_X": "passed",
    "square.new_batch": "passed",
    "half.halves": "passed",
}
NOTHING = {
    "square.forward": "error",
    "square.gradient_X": "error",
    "square.new_batch": "skipped",
    "half.halves": "error",
}


def test_a_right_submission_gets_full_marks(grade, filled, outcome):
    report = grade(filled())
    assert (report.status, report.score, report.max_score) == (ReportStatus.GRADED, 10, 10)
    assert outcome(report) == FULL
    assert (report.cells, report.notes, report.reason) == ((), (), "")


def test_the_untouched_release_gets_nothing(grade, blank, outcome):
    report = grade(blank())
    assert (report.status, report.score, report.max_score) == (ReportStatus.GRADED, 0, 10)
    assert outcome(report) == NOTHING
    messages = {check.message for e in report.exercises for check in e.checks}
    assert any(message.startswith("This part is not written yet") for message in messages)


def test_an_own_file_that_was_not_handed_in_is_missed_by_name(grade, filled):
    report = grade(filled(half="from mine import *"))
    [note] = report.notes
    assert note.startswith("`from mine import *` found no such file.")
    assert grade(filled(half="import not_there")).notes == ()


def test_a_report_says_what_others_lean_on(grader, grade, filled):
    report = grade(filled(), name="submitted/ada/small/small.ipynb", student="ada")
    assert (report.assignment, report.student) == ("small", "ada")
    assert report.submission == "submitted/ada/small/small.ipynb"
    assert report.isolation == grader.isolation
    assert len(report.sha256) == len(report.seed) == 64
    assert set(report.timing) == {"cells", "checks", "cpu", "total"}


def test_one_submission_always_gets_the_same_report(grade, filled):
    wrong = filled(square="class Square:\n    pass")
    first, second = (dataclasses.replace(grade(wrong), timing={}) for _ in range(2))
    assert first.to_json() == second.to_json()


def test_no_two_submissions_meet_the_same_numbers(grade, filled):
    assert grade(filled()).seed != grade(filled(half="def half(x): return x * 0.5")).seed


def test_a_wrong_answer_costs_its_own_points_only(grade, filled, outcome):
    report = grade(filled(half="def half(x):\n    return x * 2"))
    assert outcome(report) == FULL | {"half.halves": "failed"}
    assert report.score == 6


def test_an_endless_pass_costs_its_own_exercise_only(grade, filled, outcome):
    endless = filled()["cells"][2]["source"].replace("return self.x * self.x", "while True: pass")
    report = grade(filled(square=endless))
    assert outcome(report) == {
        "square.forward": "timeout",
        "square.gradient_X": "timeout",
        "square.new_batch": "skipped",
        "half.halves": "passed",
    }


@pytest.mark.parametrize(
    "fatal",
    [
        "import os; os._exit(0)",
        "import ctypes; ctypes.string_at(0)",
        "import itertools; sum(itertools.repeat(0))",
        "raise SystemExit",
    ],
)
def test_a_pass_that_ends_its_process_costs_its_own_exercise_only(grade, filled, outcome, fatal):
    deadly = filled()["cells"][2]["source"].replace("return self.x * self.x", fatal)
    report = grade(filled(square=deadly))
    assert report.status is ReportStatus.GRADED
    assert outcome(report)["half.halves"] == "passed"
    assert report.score == 4


def test_problems_of_cells_are_told_with_their_line(grade, filled, code_cell, outcome):
    notebook = filled()
    notebook["cells"][3:3] = [code_cell("x = 1\n\ny = x / 0"), code_cell("while True: pass")]
    report = grade(notebook)
    raised, endless = report.cells
    assert (raised.cell, raised.type, raised.line) == (3, "ZeroDivisionError", 3)
    assert (raised.source, raised.status) == ("y = x / 0", "error")
    assert (endless.cell, endless.status) == (4, "timeout")
    assert outcome(report) == FULL


def test_a_problem_in_a_given_cell_is_not_the_students_to_read(grade, filled):
    report = grade(filled(setup="1 / 0"))
    assert (report.cells, report.score) == ((), 10)


def test_output_before_the_first_check_is_kept(grade, filled, code_cell):
    notebook = filled(half="def half(x):\n    print('hidden', x)\n    return x / 2")
    notebook["cells"].append(code_cell("print('hello')"))
    report = grade(notebook)
    assert report.output == "hello\n"


def test_a_hundred_megabytes_of_output_are_cut(grade, filled, code_cell):
    notebook = filled()
    notebook["cells"].append(code_cell("line = 'x' * 999\nfor _ in range(10_000): print(line)"))
    report = grade(notebook)
    assert report.score == 10
    assert len(report.output) <= 8 * 1024


# --- ungradable ----------------------------------------------------------------------------------

UNGRADABLE = {
    "empty": (b"", "The file is empty."),
    "blank": (b" \n", "The file is empty."),
    "no JSON": (b'{"cells": [', "not valid JSON"),
    "no notebook": (b"[]", "no list of cells"),
    "binary": (b"\x89PNG\r\n\x1a\n\xff\xfe", "not text"),
    "of another assignment": (
        b'{"cells": [{"cell_type": "code", "source": "x"}], "metadata": '
        b'{"autograder": {"assignment": "other"}}}',
        "This is the notebook of other, not of small.",
    ),
}


@pytest.mark.parametrize("name", UNGRADABLE)
def test_what_cannot_be_graded_says_why(grade, name):
    data, reason = UNGRADABLE[name]
    report = grade(data)
    assert report.status is ReportStatus.UNGRADABLE
    assert reason in report.reason
    assert report.exercises == ()


def test_a_file_that_is_missing_is_ungradable(grader):
    report = grader.grade(Source("gone.ipynb", "/nonexistent/gone.ipynb"))
    assert (report.status, report.reason) == (ReportStatus.UNGRADABLE, "There is no such file.")


def test_python_2_is_ungradable(grade, filled, code_cell):
    notebook = filled(square="class Square:\n    pass", half="def half(x):\n    print 'half'")
    report = grade(notebook)
    assert report.status is ReportStatus.UNGRADABLE
    assert "written in Python 2: code cell 4, line 2" in report.reason


def test_one_forgotten_parenthesis_is_not_python_2(grade, filled, code_cell):
    notebook = filled()
    notebook["cells"].append(code_cell("print 'done'"))
    report = grade(notebook)
    assert (report.status, report.score) == (ReportStatus.GRADED, 10)
    assert report.cells[0].type == "SyntaxError"


# --- grader errors -------------------------------------------------------------------------------


def with_check(grader, question, name="added"):
    """The grader with one more check on `half`."""
    batteries = {**grader.batteries}
    batteries["half"] = (*batteries["half"], check(name, "Title", 1)(question))
    return dataclasses.replace(grader, batteries=batteries)


def graded(grader, notebook):
    with grader:
        return grader.grade_bytes(Source("ada.ipynb", ""), json.dumps(notebook).encode())


def test_contradicting_answers_are_a_grader_error_without_a_score(grader, filled):
    def question(student, rng):
        raise Impossible("the oracle contradicts itself")

    report = graded(with_check(grader, question), filled())
    assert report.status is ReportStatus.GRADER_ERROR
    assert (report.exercises, report.score) == ((), 0)
    assert report.reason == "half: the oracle contradicts itself"


def test_a_check_that_breaks_down_is_not_held_against_the_student(grader, filled):
    def question(student, rng):
        raise KeyError("0.12345")

    report = graded(with_check(grader, question), filled())
    assert report.status is ReportStatus.GRADER_ERROR
    assert "half: The hidden check 'added' broke down with KeyError" in report.reason
    assert "0.12345" not in report.reason


def boxes_of(grader):
    pending, found = [grader.zygotes.usual().pid], []
    while pending:
        pid = pending.pop()
        for task in Path(f"/proc/{pid}/task").iterdir():
            pending += map(int, (task / "children").read_text().split())
        found.append(pid)
    return found


@pytest.mark.parametrize("moment", ["in a cell", "in a check"])
def test_a_box_killed_in_mid_run_is_a_grader_error_without_a_score(
    small, isolation, filled, code_cell, moment
):
    notebook = filled(half="import time\n\ndef half(x):\n    time.sleep(0.3)\n    return x / 2")
    if moment == "in a cell":
        notebook["cells"].append(code_cell("time.sleep(0.4)"))
    with Grader.of(small, isolation) as grader:
        grader.zygotes.usual()
        idle = set(boxes_of(grader))

        def kill():
            deadline = time.monotonic() + 5
            while time.monotonic() < deadline:
                if new := set(boxes_of(grader)) - idle:
                    time.sleep(0.2)
                    os.kill(max(new), signal.SIGKILL)
                    return

        killer = threading.Thread(target=kill)
        killer.start()
        report = grader.grade_bytes(Source("a.ipynb", ""), json.dumps(notebook).encode())
        killer.join()
        assert report.status is ReportStatus.GRADER_ERROR
        assert "killed from outside" in report.reason
        assert report.exercises == ()
        again = grader.grade_bytes(Source("a.ipynb", ""), json.dumps(filled()).encode())
        assert again.score == 10


def test_a_zygote_that_dies_between_two_submissions_is_replaced(small, isolation, filled):
    with Grader.of(small, isolation) as grader:
        for pid in reversed(boxes_of(grader)):
            os.kill(pid, signal.SIGKILL)
        dead = grader.zygotes._usual
        dead._process.exit_code()
        assert graded(grader, filled()).score == 10
        assert grader.zygotes.usual() is not dead


def test_a_zygote_that_dies_while_it_is_asked_costs_nobody_points(
    small, isolation, filled, monkeypatch
):
    with Grader.of(small, isolation) as grader:
        dead = grader.zygotes.usual()
        os.kill(dead.pid, signal.SIGKILL)
        dead._process.exit_code()
        monkeypatch.setattr(Zygote, "ended", False)  # it looks alive until it is asked
        assert graded(grader, filled()).status is ReportStatus.GRADER_ERROR
        assert graded(grader, filled()).score == 10


def test_a_fence_that_cannot_be_raised_costs_nobody_points(small, isolation, filled, monkeypatch):
    """The box then ends before its first cell, and no student's code has run."""

    def broken(*about):
        return dataclasses.replace(box_settings(*about), open_files=-5)

    monkeypatch.setattr(zygotes, "box_settings", broken)
    with Grader.of(small, isolation) as grader:
        report = grader.grade_bytes(Source("a.ipynb", ""), json.dumps(filled()).encode())
    assert report.status is ReportStatus.GRADER_ERROR
    assert "before its first cell" in report.reason


# --- kept reports --------------------------------------------------------------------------------


def test_a_known_seed_spares_the_grading(grader, filled, tmp_path):
    path = tmp_path / "ada.ipynb"
    path.write_text(json.dumps(filled()))
    source = Source("ada.ipynb", str(path))
    report = grader.grade(source)
    assert grader.grade(source, known_seed=report.seed) is None
    path.write_text(json.dumps(filled(half="def half(x): return x")))
    assert grader.grade(source, known_seed=report.seed) is not None


def test_a_grader_error_is_raised_for_an_isolation_that_does_not_start(small, filled, monkeypatch):
    def refuse(settings, below):
        raise GraderError("The box did not start: no reason")

    monkeypatch.setattr(zygotes, "Zygote", refuse)
    report = Grader.of(small, "strict").grade_bytes(
        Source("a.ipynb", ""), json.dumps(filled()).encode()
    )
    assert (report.status, report.reason) == (
        ReportStatus.GRADER_ERROR,
        "The box did not start: no reason",
    )


def test_packages_that_few_submissions_name_wait_in_a_zygote_of_their_own(
    small, isolation, filled, code_cell
):
    plain, naming = filled(), filled()
    plain["cells"].append(code_cell("print(type(__import__('color' + 'sys')).__name__)"))
    naming["cells"].append(code_cell("import colorsys\nprint(type(colorsys).__name__)"))
    with Grader.of(small, isolation) as grader:
        outputs = [graded(grader, notebook).output for notebook in (plain, naming, plain)]
    kinds = [output.splitlines()[-1] for output in outputs]
    assert kinds == ["Deferred", "module", "Deferred"]


def test_both_zygotes_are_replaced_when_they_have_died(small, isolation, filled, code_cell):
    naming = filled()
    naming["cells"].append(code_cell("import colorsys\nprint(type(colorsys).__name__)"))
    with Grader.of(small, isolation) as grader:
        assert graded(grader, naming).score == 10
        dead = grader.zygotes.usual()
        os.kill(dead.pid, signal.SIGKILL)
        dead._process.exit_code()
        again = graded(grader, naming)
    assert (again.score, again.output.splitlines()[-1]) == (10, "module")
