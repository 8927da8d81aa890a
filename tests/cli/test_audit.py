"""`autograder audit`: exit 1 where a mistake gets through or a right answer loses points."""

from __future__ import annotations

import json

import pytest

OPTIONS = ("--seeds", "1", "--mutants", "0", "-j", "1")


def test_a_sound_bank_is_exit_code_0(command):
    done = command("audit", *OPTIONS)
    assert done.code == 0
    assert "small/half" in done.out
    assert "1 of 1" in done.out


@pytest.mark.parametrize(
    ("name", "words"),
    [("mistakes", "'halves' does not catch it under 1 of 1 seeds"), ("variants", "loses points")],
)
def test_a_planted_fault_is_exit_code_1_and_names_its_file(command, small_root, name, words):
    docstring = '"""Words.\n\nCaught-by: halves\n"""' if name == "mistakes" else '"""Words."""'
    factor = 2 if name == "mistakes" else 3
    path = small_root / f"reference/small/half/{name}/planted.py"
    path.write_text(f"{docstring}\n\n\ndef half(x):\n    return x / {factor}\n")
    done = command("audit", "small/half", *OPTIONS)
    assert done.code == 1
    assert f"{name}/planted.py" in done.out
    assert words in done.out


def test_a_bank_that_names_no_check_is_exit_code_2(command, small_root):
    path = small_root / "reference/small/half/mistakes/planted.py"
    path.write_text('"""Words.\n\nCaught-by: nothing\n"""\nx = 1\n')
    done = command("audit", *OPTIONS)
    assert (done.code, "there is no check 'nothing'" in done.err) == (2, True)


def test_everything_can_be_had_as_json(command):
    done = command("audit", "small/half", "--json", *OPTIONS)
    [half] = json.loads(done.out)
    assert half["exercise"] == "half"
    assert {answer["answer"] for answer in half["answers"]} == {"doubles", "times_a_half"}


@pytest.mark.parametrize("option", [("--seeds", "0"), ("--mutants", "-1"), ("-j", "0")])
def test_numbers_that_mean_nothing_are_exit_code_2(command, option):
    assert command("audit", *option).code == 2
