"""Grades and comments reach Canvas once, whatever breaks on the way."""

from __future__ import annotations

import fake_canvas
import pytest

from autograder.errors import AuthoringError, GraderError
from autograder.exports import canvas_api
from autograder.exports.canvas_api import Canvas, Place, plan
from autograder.exports.posted import Posted


@pytest.fixture
def canvas():
    with fake_canvas.FakeCanvas() as canvas:
        yield canvas


@pytest.fixture
def run(canvas, ledger, tmp_path):
    """Export once; returns how many grades were posted."""
    canvas.slept = []

    def run(token=fake_canvas.TOKEN, from_ledger=ledger, course="12"):
        place = Place(canvas.url, course, "4711")
        posted = Posted(tmp_path / "posted.json")
        planned = plan(from_ledger, place, posted)
        connection = Canvas(place, token, sleep=canvas.slept.append)
        return len(list(connection.post(planned.post, posted)))

    return run


def stands_once(state):
    assert state.scores == {"11": "20", "sis_user_id:S2": "3"}
    assert {student: len(texts) for student, texts in state.comments.items()} == {
        "11": 1,
        "sis_user_id:S2": 1,
    }


def test_grades_and_comments_are_posted_and_the_job_is_waited_for(canvas, run):
    assert run() == 2
    stands_once(canvas.state)
    assert [r.split()[0] for r in canvas.state.requests] == ["POST", "GET", "GET"]


def test_a_second_export_sends_nothing(canvas, run):
    run()
    canvas.state.requests.clear()
    assert run() == 0
    assert canvas.state.requests == []


def test_who_has_no_id_in_canvas_is_named(ledger, tmp_path):
    planned = plan(ledger, Place("https://x", "1", "2"), Posted(tmp_path / "posted.json"))
    assert len(planned.without_id) == 1
    assert [grade.label for grade in planned.post] == ["Ada Lovelace", "Ben Björk"]


def test_being_told_to_wait_is_waited_out(canvas, run):
    canvas.state.faults = [("refused", 429), ("refused", 429)]
    assert run() == 2
    assert canvas.slept[:2] == [7.0, 7.0]
    stands_once(canvas.state)


@pytest.mark.parametrize("kind", ["refused", "lost"])
def test_after_a_fault_canvas_is_asked_before_anything_is_sent_again(canvas, run, kind):
    canvas.state.faults = [(kind, 502)]
    assert run() == 2
    stands_once(canvas.state)


def test_a_run_that_was_killed_after_sending_does_not_send_again(
    canvas, run, ledger, tmp_path, monkeypatch
):
    note = Posted.note

    def killed(self, state, digests):
        if state == canvas_api.DONE:
            raise KeyboardInterrupt
        note(self, state, digests)

    monkeypatch.setattr(Posted, "note", killed)
    with pytest.raises(KeyboardInterrupt):
        run()
    monkeypatch.setattr(Posted, "note", note)
    assert run() == 2
    stands_once(canvas.state)


def test_a_canvas_that_stays_broken_is_a_fault_with_nothing_posted_twice_later(canvas, run):
    canvas.state.faults = [("refused", 500)] * canvas_api.ATTEMPTS
    with pytest.raises(GraderError, match="nothing is posted twice"):
        run()
    assert run() == 2
    stands_once(canvas.state)


def test_a_grade_that_changed_is_posted_anew_and_one_that_changed_back_too(
    canvas, run, course, ledger
):
    from dataclasses import replace

    run()
    entries = list(ledger.entries)
    lower = replace(entries[0], score=replace(entries[0].score, points=19.0))
    assert run(from_ledger=replace(ledger, entries=(lower, *entries[1:]))) == 1
    assert canvas.state.scores["11"] == "19"
    assert run() == 1
    assert canvas.state.scores["11"] == "20"


@pytest.mark.parametrize(
    ("changes", "told"), [({"token": "wrong"}, "the token"), ({"course": "13"}, "no assignment")]
)
def test_a_refusal_is_told_without_the_token(run, changes, told):
    with pytest.raises(AuthoringError, match=told) as refused:
        run(**changes)
    assert "wrong" not in str(refused.value).replace("is wrong", "")


def test_without_a_token_nothing_is_sent(canvas, run):
    with pytest.raises(AuthoringError, match="CANVAS_TOKEN"):
        run(token="")
    assert canvas.state.requests == []


def test_a_damaged_memory_is_not_taken_for_an_empty_one(tmp_path):
    (tmp_path / "posted.json").write_text("{")
    with pytest.raises(AuthoringError, match="could be posted twice"):
        Posted(tmp_path / "posted.json")
