"""`autograder try`, as an author types it."""

from __future__ import annotations


def test_the_solution_of_an_exercise_is_tried_by_default(command):
    done = command("try", "small/half")
    assert done.code == 0
    assert "✓ halves" in done.out
    assert "4 of 4 points" in done.out


def test_a_wrong_answer_is_shown_with_inputs_oracle_and_error(command, small_root):
    mistake = small_root / "reference/small/square/mistakes/forgets_the_two.py"
    done = command("try", "small/square", str(mistake))
    assert done.code == 1
    assert "✗ gradient_X" in done.out
    assert "v1.backward(" in done.out
    for label in ("answer", "oracle", "error"):
        assert f"    {label}" in done.out


def test_only_the_check_that_was_asked_for_is_shown(command):
    done = command("try", "small/square", "--check", "forward")
    assert "forward squares" in done.out
    assert "oracle" in done.out
    assert "gradient_X" not in done.out


def test_a_check_that_there_is_not_is_named(command):
    done = command("try", "small/square", "--check", "sideways")
    assert done.code == 2
    assert "no check 'sideways'" in done.err
    assert "gradient_X" in done.err


def test_a_lab_without_an_exercise_says_how_to_name_one(command):
    done = command("try", "small")
    assert done.code == 2
    assert "small/" in done.err


def test_a_file_that_is_not_there_is_the_authors_fault(command):
    done = command("try", "small/half", "nowhere.py")
    assert done.code == 2
    assert "nowhere.py" in done.err
