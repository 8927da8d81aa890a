"""Scores reach nbgrader's gradebook, what people gave stays, and again nothing changes."""

from __future__ import annotations

import csv
import json
import shutil
from dataclasses import replace
from datetime import datetime

import pytest

from autograder.course import Course
from autograder.errors import AuthoringError, GraderError
from autograder.gradebook.export import export
from autograder.gradebook.folders import Originals, refuse_bad_id
from autograder.gradebook.record import Book
from autograder.grading.grader import Grader
from autograder.grading.sources import collect
from autograder.roster import Roster, Student
from autograder.scores.ledger import make_ledger
from autograder.verdict import ReportStatus

ROSTER = Roster(
    (Student("ada", "Ada Lovelace", "ada@uni.edu"), Student("ben"), Student("dan"), Student("zoe"))
)


@pytest.fixture(scope="module")
def reports(lab, handed_in, tmp_path_factory, isolation):
    """Of ada, right and on time, ben, half right and late, dan, broken, and somebody unknown."""
    submitted = tmp_path_factory.mktemp("in")
    texts = {
        "ada": json.dumps(handed_in()),
        "ben": json.dumps(handed_in(half="def half(x):\n    return 2 * x")),
        "dan": "{",
    }
    for student, text in texts.items():
        folder = submitted / student / "small"
        folder.mkdir(parents=True)
        (folder / "small.ipynb").write_text(text)
        day = 2 if student == "ben" else 1
        (folder / "timestamp.txt").write_text(f"2027-03-0{day} 11:00:00 UTC")
    (submitted / "who.ipynb").write_text(texts["ada"])
    sources = collect([str(submitted)], ["small"], ROSTER).sources
    with Grader.of(lab, isolation) as grader:
        return [grader.grade(source) for source in sources]


def into(folder, course, reports, originals=None):
    ledger = make_ledger(course, reports, ROSTER)
    with Book(f"sqlite:///{folder}/gradebook.db", "ml101") as book:
        return list(export(ledger, folder, book, originals or Originals()))


def files(folder):
    names = sorted(p for p in folder.rglob("*") if p.is_file() and p.name != "gradebook.db")
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in names}


def test_everything_about_the_gradebook(folder, course, reports, rows, nbgrader):
    assert [each.found for each in into(folder, course, reports)] == [True, True, True]

    with Book(f"sqlite:///{folder}/gradebook.db") as book:
        gb = book.gradebook
        assert sorted(student.id for student in gb.students) == ["ada", "ben", "dan", "zoe"]
        ada = gb.find_student("ada")
        assert (ada.first_name, ada.last_name, ada.email) == ("Ada", "Lovelace", "ada@uni.edu")

        # Partial credit, the late penalty, the words for the student.
        ben = gb.find_submission("small", "ben")
        assert (ben.score, ben.late_submission_penalty) == (6, 1)
        assert ben.timestamp == datetime(2027, 3, 2, 11)
        comment = gb.find_comment("half", "small", "small", "ben").comment
        assert comment.startswith("half: 0 of 4\n  Not right yet: half(x) is x / 2")
        assert "23 hours late" in gb.find_comment("square", "small", "small", "ben").comment

        # What cannot be graded has no score, and asks for a person.
        dan = gb.find_grade("half-test", "small", "small", "dan")
        assert (dan.auto_score, dan.needs_manual_grade) == (None, True)
        assert "not valid JSON" in gb.find_comment("square", "small", "small", "dan").comment

        # A person overrides, gives extra credit, and writes.
        grade = gb.find_grade("half-test", "small", "small", "ben")
        grade.manual_score, grade.extra_credit, grade.needs_manual_grade = 3.0, 0.5, False
        gb.find_comment("half", "small", "small", "ben").manual_comment = "Nearly."
        gb.db.commit()

    # The second time nothing changes, in the database or on disk.
    before, on_disk = rows(folder / "gradebook.db"), files(folder)
    into(folder, course, reports)
    assert rows(folder / "gradebook.db") == before
    assert files(folder) == on_disk

    # Another score asks that person to look again, and still leaves what they gave.
    better = [
        replace(r, exercises=reports[0].exercises) if r.student == "ben" else r for r in reports
    ]
    into(folder, course, better)
    with Book(f"sqlite:///{folder}/gradebook.db") as book:
        grade = book.gradebook.find_grade("half-test", "small", "small", "ben")
        assert (grade.auto_score, grade.score, grade.needs_manual_grade) == (4, 3.5, True)
        comment = book.gradebook.find_comment("half", "small", "small", "ben")
        assert comment.comment == "Nearly."

    # nbgrader's own commands take it from there.
    (folder / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'ml101'\n"
        f"c.Exchange.root = {str(folder.parent / 'exchange')!r}\n"
    )
    (folder.parent / "exchange").mkdir(mode=0o777)
    (folder.parent / "exchange").chmod(0o777)
    nbgrader(folder, "generate_feedback", "small")
    page = (folder / "feedback/ben/small/small.html").read_text()
    assert "Nearly." in page
    assert "3.5" in page
    nbgrader(folder, "release_feedback", "small")
    assert len(list((folder.parent / "exchange/ml101/feedback").glob("*.html"))) == 3
    nbgrader(folder, "export", "--to", "grades.csv")
    with (folder / "grades.csv").open() as file:
        grades = {row["student_id"]: row["score"] for row in csv.DictReader(file)}
    assert grades == {"ada": "10.0", "ben": "8.5", "dan": "0.0", "zoe": "0.0"}


def test_the_folders_hold_what_was_handed_in_and_what_became_of_it(folder, course, reports):
    (evidence := folder / "submitted/ada/small/small.ipynb").parent.mkdir(parents=True)
    evidence.write_text("what was handed in before")
    into(folder, course, reports)
    submitted = folder / "submitted/ben/small"
    ben = next(report for report in reports if report.student == "ben")
    assert (submitted / "small.ipynb").read_bytes() == Originals().of(ben)
    assert (submitted / "timestamp.txt").read_text() == "2027-03-02 11:00:00.000000 UTC"
    autograded = json.loads((folder / "autograded/ben/small/small.ipynb").read_text())
    outputs = {cell["id"]: cell.get("outputs") for cell in autograded["cells"]}
    assert outputs["half-test"][-1]["data"] == {"text/plain": "0.0"}
    assert outputs["square-test"][-1]["data"] == {"text/plain": "6.0"}
    assert not (folder / "submitted/who").exists()
    assert evidence.read_text() == "what was handed in before"


def test_a_file_that_was_moved_is_found_by_its_digest_and_one_that_changed_is_not(
    reports, handed_in, tmp_path
):
    ada, ben = (replace(r, submission=f"gone/{r.student}.ipynb") for r in reports[:2])
    (tmp_path / "elsewhere.ipynb").write_text(json.dumps(handed_in()))
    (tmp_path / "ben.ipynb").write_text(json.dumps(handed_in(half="pass")))
    originals = Originals([str(tmp_path)])
    assert originals.of(ada) == (tmp_path / "elsewhere.ipynb").read_bytes()
    assert originals.of(ben) is None


def test_without_the_file_there_is_no_evidence_but_all_the_rest(folder, course, reports):
    lost = [replace(reports[1], submission="gone/ben.ipynb", student="ben", submitted=None)]
    assert [each.found for each in into(folder, course, lost)] == [False]
    assert [p.name for p in (folder / "submitted/ben/small").iterdir()] == ["submission_secret.txt"]
    beside = {p.name for p in (folder / "autograded/ben/small").iterdir()}
    assert beside == {"small.ipynb", "submission_secret.txt", "timestamp.txt"}


def test_a_bonus_is_worth_no_points_and_counts_on_top(folder, course, reports, tmp_path):
    shutil.copytree(course.root, tmp_path / "with-bonus")
    toml = tmp_path / "with-bonus/assignments/small/assignment.toml"
    toml.write_text(f'{toml.read_text()}bonus = ["half"]\n')
    into(folder, Course(tmp_path / "with-bonus"), reports)
    with Book(f"sqlite:///{folder}/gradebook.db") as book:
        ada = book.gradebook.find_submission("small", "ada")
        assert (ada.score, ada.max_score) == (10, 6)


def test_a_gradebook_with_other_cells_of_that_name_is_left_alone(folder, course, reports, tmp_path):
    into(folder, course, reports)
    shutil.copytree(course.root, tmp_path / "other")
    path = tmp_path / "other/release/small/small.ipynb"
    path.write_text(path.read_text().replace('"half-test"', '"other-test"'))
    with pytest.raises(AuthoringError, match="with other cells"):
        into(folder, Course(tmp_path / "other"), reports)


def test_a_fault_of_ours_is_not_written(folder, course, reports):
    fault = replace(reports[0], status=ReportStatus.GRADER_ERROR, exercises=())
    assert into(folder, course, [fault]) == []
    (entry,) = make_ledger(course, [fault], ROSTER).entries
    with Book(f"sqlite:///{folder}/gradebook.db") as book, pytest.raises(GraderError):
        book.add_entry(entry)


@pytest.mark.parametrize("name", ["", ".", "../x", "a/b", "a+b", "*", "a\\b"])
def test_an_id_that_is_no_folder_of_nbgraders_is_refused(name):
    with pytest.raises(AuthoringError, match="cannot be a folder"):
        refuse_bad_id(name)
