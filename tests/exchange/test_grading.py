"""From a submission to its grade, in the box; regrades; what students see when."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest
from live import grade_anew

from autograder.errors import AuthoringError
from autograder.exchange import grades
from autograder.exchange.handouts import publish
from autograder.exchange.marking import Marker, Outdated
from autograder.exchange.queue import lease
from autograder.exchange.scores import as_files, score_rows
from autograder.exchange.showing import as_json, for_student
from autograder.exchange.standing import attempts_of, counting
from autograder.exchange.terms import Shown, change_terms, extend, terms_of
from autograder.policy import Policy
from autograder.verdict import Report

DOUBLES = "def half(x):\n    return x * 2\n"


def attempts(klass, login="ada"):
    with klass.store.database.read() as connection:
        return attempts_of(connection, klass.person(login).id, "small")


def points(klass, login="ada"):
    with klass.store.database.read() as connection:
        best = counting(attempts(klass, login), terms_of(connection, "small").policy)
    return best.points if best else None


def report(klass, login="ada"):
    return Report.from_json(klass.store.blobs.read(attempts(klass, login)[0].report).decode())


def test_a_submission_is_graded_in_the_box_and_its_report_kept(klass, filled, isolation):
    klass.submit("ada", filled())
    klass.submit("ben", filled(half=DOUBLES))
    assert klass.grade(isolation) == 2
    assert (points(klass), points(klass, "ben")) == (10, 6)
    assert report(klass).student == "ada"
    assert report(klass).isolation == isolation


def test_the_best_attempt_counts_or_the_latest(klass, filled, isolation):
    klass.submit("ada", filled())
    klass.submit("ada", filled(half=DOUBLES))
    klass.grade(isolation)
    assert points(klass) == 6
    change_terms(klass.store, "small", "ina", policy=Policy(counts="best"))
    assert points(klass) == 10


def test_being_late_costs_what_the_terms_say_and_an_extension_gives_it_back(
    klass, filled, isolation
):
    due = klass.clock() - timedelta(hours=30)
    change_terms(klass.store, "small", "ina", due=due, policy=Policy(late_percent=10))
    klass.submit("ada", filled())
    klass.grade(isolation)
    assert points(klass) == 8
    extend(klass.store, "ada", "small", klass.clock() + timedelta(hours=1), "ill", "ina")
    assert points(klass) == 10


def mend(klass):
    """Another opinion of what half() is worth."""
    path = klass.course.root / "reference/small/half/checks.py"
    path.write_text(path.read_text().replace('"half(x) is x / 2", 4)', '"half(x) is x / 2", 14)'))


def test_a_regrade_shows_its_difference_before_any_score_changes(klass, filled, isolation):
    klass.submit("ada", filled())
    klass.submit("ben", filled(half=DOUBLES))
    klass.grade(isolation)
    number = grades.start_regrade(klass.store, "small", "worth more", "ina")
    with pytest.raises(AuthoringError, match="2 submissions to go"):
        grades.publish_regrade(klass.store, number, "ina")
    mend(klass)
    grade_anew(klass, isolation)
    with klass.store.database.read() as connection:
        assert grades.regrade_of(connection, number).state == grades.READY
        changes = grades.changes(connection, number)
    assert [(one.login, one.before, one.after) for one in changes] == [("ada", 10, 20)]
    assert points(klass) == 10
    grades.publish_regrade(klass.store, number, "ina")
    assert (points(klass), points(klass, "ben")) == (20, 6)


def test_a_regrade_that_is_discarded_changes_nothing(klass, filled, isolation):
    klass.submit("ada", filled())
    klass.grade(isolation)
    number = grades.start_regrade(klass.store, "small", "", "ina")
    with pytest.raises(AuthoringError, match="not finished"):
        grades.start_regrade(klass.store, "small", "", "ina")
    grades.discard_regrade(klass.store, number, "ina")
    assert klass.grade(isolation) == 0
    assert points(klass) == 10
    assert grades.start_regrade(klass.store, "small", "", "ina") != number


def test_a_worker_knows_that_its_checks_have_changed(klass, filled, isolation):
    marker = Marker(klass.store, klass.course.root, isolation)
    try:
        klass.submit("ada", filled())
        marker.mark(lease(klass.store, "w"))
        mend(klass)
        klass.submit("ben", filled())
        with pytest.raises(Outdated):
            marker.mark(lease(klass.store, "w"))
    finally:
        marker.close()


def test_a_broken_check_is_our_fault_and_costs_nobody_a_point(klass, filled, isolation):
    (klass.course.root / "reference/small/half/checks.py").write_text("CHECKS = []")
    klass.submit("ada", filled())
    klass.grade(isolation)
    (attempt,) = attempts(klass)
    assert (attempt.status, attempt.score) == ("grader_error", None)


def test_a_new_version_is_graded_with_its_own_given_cells(klass, filled, isolation):
    path = klass.course.root / "release/small/small.ipynb"
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["source"] = "import numpy as np\n\nSCALE = 3"
    path.write_text(json.dumps(notebook))
    publish(klass.store, klass.course.assignment("small"), "ina")
    klass.submit("ada", filled(half="def half(x):\n    return x / 2 * SCALE / 3\n"))
    klass.grade(isolation)
    assert points(klass) == 10


def test_students_see_as_much_as_the_terms_show(klass, filled, isolation):
    klass.submit("ada", filled(half=DOUBLES, square="print('hello')\nSquare = None"))
    klass.grade(isolation)
    found = report(klass)
    for shown in (Shown.NOTHING, Shown.PUBLIC, Shown.SCORE):
        text = for_student(found, shown).to_json()
        assert "where you should halve" not in text
        assert "halves" not in text
    assert "hello" not in for_student(found, Shown.NOTHING).to_json()
    assert "hello" in for_student(found, Shown.PUBLIC).to_json()
    assert as_json(found, Shown.PUBLIC)["score"] is None
    assert as_json(found, Shown.SCORE)["score"] == found.score
    assert "checks" not in as_json(found, Shown.SCORE)["exercises"][0]
    assert "where you should halve" in json.dumps(as_json(found, Shown.ALL))


def test_no_level_shows_what_is_for_instructors(klass, filled, isolation):
    klass.submit("ada", filled(half=DOUBLES))
    klass.grade(isolation)
    found = report(klass)
    (secret,) = {check.mistake for e in found.exercises for check in e.checks if check.mistake}
    for shown in Shown:
        text = for_student(found, shown).to_json() + json.dumps(as_json(found, shown))
        assert found.seed not in text
        assert secret not in text


def test_what_is_shown_changes_at_the_due_time_and_with_an_extension(klass):
    due = klass.clock() + timedelta(hours=1)
    levels = {"before_due": Shown.PUBLIC, "after_due": Shown.ALL}
    terms = change_terms(klass.store, "small", "ina", due=due, **levels)
    assert terms.shown(due) == Shown.PUBLIC
    assert terms.shown(due + timedelta(seconds=1)) == Shown.ALL
    extend(klass.store, "ada", "small", due + timedelta(days=1), "", "ina")
    with klass.store.database.read() as connection:
        hers = terms_of(connection, "small", klass.person("ada").id)
    assert hers.shown(due + timedelta(seconds=1)) == Shown.PUBLIC


def test_scores_are_exported_for_everybody_and_no_cell_is_a_formula(klass, filled, isolation):
    from autograder.exchange.access import Role
    from autograder.exchange.people import Entry, enrol, new_token, person_named

    enrol(klass.store, [Entry("eve", '=HYPERLINK("http://x")')], Role.STUDENT, "ina")
    token = new_token(klass.store, "eve", "ina")
    with klass.store.database.read() as connection:
        klass.people["eve"] = type(klass["ada"])(person_named(connection, "eve"), token)
    klass.submit("ada", filled())
    klass.submit("eve", filled())
    klass.grade(isolation)
    with klass.store.database.read() as connection:
        table, canvas = (
            as_files(connection, klass.course, name)[f"{file}.csv"].decode()
            for name, file in (("csv", "scores"), ("canvas", "canvas"))
        )
        rows = {(row.login, row.score) for row in score_rows(connection)}
    assert rows == {("ada", 10), ("ben", None), ("chloe", None), ("eve", 10)}
    assert "small,ada,Ada Lovelace,ada@lab.school,A,small.ipynb,graded,10,10" in table
    assert "small,ben,,,,,missing" in table
    assert "'=HYPERLINK" in table
    assert canvas.splitlines()[1] == "    Points Possible,,,,,10"
    assert "Ada Lovelace,,,ada,A,10" in canvas


def test_the_graders_view_of_the_course_is_its_own_folder(klass, filled, isolation):
    """Students' work runs beside the release as it was published, not beside the course."""
    klass.submit("ada", filled())
    klass.grade(isolation)
    (folder,) = Path(klass.store.folder, "handed_out").iterdir()
    assert [path.name for path in folder.iterdir()] == ["small.ipynb"]
