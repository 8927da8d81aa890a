"""`autograder audit`: exit 1 where a mistake gets through or a right answer loses points."""

from __future__ import annotations

import json
import shutil

import pytest

OPTIONS = ("--seeds", "1", "--mutants", "0", "-j", "1")


def test_a_sound_bank_is_exit_code_0(command):
    done = command("audit", *OPTIONS)
    assert done.code == 0
    half = next(line for line in done.out.splitlines() if line.startswith("  half "))
    assert half.split()[1:3] == ["1/1", "1/1"]


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
    assert f"{name}/planted.py" in done.out.replace("\n  ", " ")
    assert words in done.out.replace("\n  ", " ")


def test_a_bank_that_names_no_check_is_exit_code_2(command, small_root):
    path = small_root / "reference/small/half/mistakes/planted.py"
    path.write_text('"""Words.\n\nCaught-by: nothing\n"""\nx = 1\n')
    done = command("audit", *OPTIONS)
    assert (done.code, "there is no check 'nothing'" in done.err) == (2, True)


def test_an_empty_bank_is_said_and_no_check_is_blamed_for_it(command, small_root):
    for name in ("mistakes", "variants"):
        shutil.rmtree(small_root / "reference/small/half" / name, ignore_errors=True)
    result = command("audit", "small/half", *OPTIONS)
    assert result.code == 0
    assert "small/half: its bank is empty. Put wrong answers into" in result.out
    assert "no mistake needs" not in result.out
    assert "0 of 0" not in result.out


def test_everything_can_be_had_as_json(command):
    done = command("audit", "small/half", "--json", *OPTIONS)
    [half] = json.loads(done.out)["exercises"]
    assert half["exercise"] == "half"
    assert (half["wrong"], half["right"], half["round_trips"]) == ([1, 1], [1, 1], 1)
    assert half["diagnosis"]["bank"] == half["diagnosis"]["restyled"] == [1, 1]
    assert {answer["answer"] for answer in half["answers"]} == {"doubles", "times_a_half"}


def test_the_table_fits_80_columns_and_says_what_its_columns_mean(command):
    done = command("audit", *OPTIONS)
    assert max(map(len, done.out.splitlines())) <= 80
    heads = done.out.splitlines()[0].split()
    assert heads == ["small", "wrong", "right", "mutants", "told", "restyled", "ms", "trips"]
    assert "Told by their own name: 2 of 2 (100%)" in done.out
    legend = {line.split()[0] for line in done.out.split("\n\n")[1].splitlines()}
    assert {"wrong", "right", "mutants", "told", "restyled", "ms"} <= legend


def test_what_is_kept_in_out_becomes_a_page_of_the_class_report(
    command, small_root, tmp_path, filled
):
    out = tmp_path / "out"
    (tmp_path / "ada.ipynb").write_text(json.dumps(filled()))
    assert command("audit", "-o", str(out), *OPTIONS).code == 0
    graded = command("grade", str(tmp_path / "ada.ipynb"), "-a", "small", "-o", str(out))
    assert graded.code == 0
    assert command("feedback", str(out)).code == 0
    page = (out / "audit.html").read_text()
    assert "every known mistake was caught" in page
    assert "1 of 1" in page
    assert '<a href="audit.html">' in (out / "class.html").read_text()
    students = "".join(path.read_text() for path in (out / "feedback").glob("*.html"))
    assert "audit" not in students


def test_without_an_audit_the_class_report_does_not_speak_of_one(command, tmp_path, filled):
    out = tmp_path / "out"
    (tmp_path / "ada.ipynb").write_text(json.dumps(filled()))
    command("grade", str(tmp_path / "ada.ipynb"), "-a", "small", "-o", str(out))
    assert command("feedback", str(out)).code == 0
    assert not (out / "audit.html").exists()
    assert "audit" not in (out / "class.html").read_text()


def test_a_damaged_audit_is_said_and_not_shown(command, tmp_path, filled):
    out = tmp_path / "out"
    (tmp_path / "ada.ipynb").write_text(json.dumps(filled()))
    command("grade", str(tmp_path / "ada.ipynb"), "-a", "small", "-o", str(out))
    (out / "audit.json").write_text("{}")
    done = command("feedback", str(out))
    assert (done.code, "audit.json is damaged" in done.err) == (2, True)


@pytest.mark.parametrize("option", [("--seeds", "0"), ("--mutants", "-1"), ("-j", "0")])
def test_numbers_that_mean_nothing_are_exit_code_2(command, option):
    assert command("audit", *option).code == 2
