"""A new course by one command, and every other command on it."""

from __future__ import annotations

import json

import pytest


@pytest.mark.slow
def test_a_new_course_can_be_released_verified_audited_tried_and_graded_at_once(command, tmp_path):
    mine = tmp_path / "mine"
    done = command("init", str(mine), course=None)
    assert done.code == 0
    assert "autograder try integrals/trapezoid" in done.out
    assert command("release", course=mine).code == 0
    verified = command("verify", course=mine)
    assert verified.code == 0, verified.out
    audited = command("audit", "--seeds", "5", "--mutants", "20", "-j", "1", course=mine)
    assert audited.code == 0, audited.out
    assert "2 of 2" in audited.out
    assert "gets through" not in audited.out
    assert command("try", "integrals/trapezoid", course=mine).code == 0
    blank = mine / "release/integrals/integrals.ipynb"
    assert command("grade", str(blank), "-o", "graded", "-j", "1", course=mine).code == 0
    (line,) = (tmp_path / "here/graded/results.jsonl").read_text().splitlines()
    assert json.loads(line)["score"] == 0


def test_a_folder_with_something_in_it_is_left_alone(command, tmp_path):
    (tmp_path / "here/mine").mkdir()
    (tmp_path / "here/mine/x").write_text("x")
    done = command("init", "mine", course=None)
    assert done.code == 2
    assert "not empty" in done.err


def test_an_audit_before_the_release_says_what_to_do(command, tmp_path):
    command("init", "mine", course=None)
    done = command("audit", course=tmp_path / "here/mine")
    assert done.code == 2
    assert "has not been released" in done.err


def test_a_release_that_cannot_be_built_is_told_once(command, tmp_path):
    command("init", "mine", course=None)
    course = tmp_path / "here/mine"
    checks = course / "reference/integrals/trapezoid/checks.py"
    checks.write_text(checks.read_text() + "\n1 / 0\n")
    done = command("verify", course=course)
    assert done.code == 1
    assert done.out.count("✗") == 1
    assert "ZeroDivisionError" in done.out
