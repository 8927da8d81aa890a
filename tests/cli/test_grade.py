"""`autograder grade`: what it leaves, what it says, and its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from autograder.grading.journal import read_results


@pytest.fixture
def hand_in():
    def hand_in(**notebooks):
        Path("submitted").mkdir(exist_ok=True)
        for name, plain in notebooks.items():
            text = plain if isinstance(plain, str) else json.dumps(plain)
            Path(f"submitted/{name}.ipynb").write_text(text)

    return hand_in


def results(out="graded"):
    return {Path(r.submission).stem: (str(r.status), r.score) for r in read_results(Path(out))}


def test_a_class_is_graded_and_shown(command, hand_in, filled, blank):
    hand_in(ada=filled(), ben=blank(), cut="{")
    done = command("grade", "submitted", "-j", "1")
    assert done.code == 0
    assert results() == {"ada": ("graded", 10), "ben": ("graded", 0), "cut": ("ungradable", 0)}
    for words in ("A small lab", "ada", "ben", "cut", "2 graded, mean 50 %"):
        assert words in done.out


def test_missing_files_are_told_and_the_others_graded(command, hand_in, filled):
    hand_in(ada=filled())
    done = command("grade", "gone.ipynb", "submitted", "-j", "1")
    assert done.code == 2
    assert "there is no gone.ipynb" in done.err
    assert results() == {"ada": ("graded", 10)}


def test_nothing_but_missing_files_names_them(command):
    done = command("grade", "gone.ipynb")
    assert done.code == 2
    assert "there is no gone.ipynb" in done.err
    assert "There is nothing to grade" in done.err


def test_other_files_are_counted(command, hand_in, filled):
    hand_in(ada=filled())
    Path("submitted/notes.txt").write_text("words")
    done = command("grade", "submitted", "-j", "1")
    assert done.code == 0
    assert "1 other files were passed over." in done.err


@pytest.mark.parametrize(("percent", "code"), [("61", 1), ("60", 0), ("0", 0)])
def test_a_low_score_can_be_exit_code_1(command, hand_in, filled, percent, code):
    hand_in(ada=filled(), ben=filled(half="def half(x): return x"))
    assert command("grade", "submitted", "-j", "1", "--fail-under", percent).code == code


def test_an_ungradable_file_counts_as_a_low_score(command, hand_in):
    hand_in(cut="{")
    assert command("grade", "submitted", "-j", "1", "--fail-under", "1").code == 1


def test_a_grader_error_is_exit_code_3_and_said_loudly(command, hand_in, filled, small_root):
    checks = small_root / "reference/small/half/checks.py"
    checks.write_text(checks.read_text().replace("x = rng", "x = 1 / 0 * rng"))
    hand_in(ada=filled(), cut="{")
    done = command("grade", "submitted", "-j", "1")
    assert done.code == 3
    assert results() == {"ada": ("grader_error", 0), "cut": ("ungradable", 0)}
    assert "halves" in done.out + done.err


def test_a_course_that_is_wrong_is_exit_code_2(command, hand_in, filled, small_root):
    (small_root / "reference/small/half/checks.py").write_text("1 / 0")
    hand_in(ada=filled())
    done = command("grade", "submitted", "-j", "1")
    assert done.code == 2
    assert "checks.py:1 does not load: ZeroDivisionError" in done.err


def test_an_unknown_assignment_is_exit_code_2_and_names_those_there_are(command, hand_in, filled):
    hand_in(ada=filled())
    done = command("grade", "submitted", "-a", "large")
    assert done.code == 2
    assert "There is no assignment 'large'" in done.err
    assert "It has: small." in done.err


def test_what_is_not_released_is_exit_code_2(command, hand_in, filled, small_root):
    (small_root / "release/small/small.ipynb").unlink()
    hand_in(ada=filled())
    done = command("grade", "submitted")
    assert (done.code, "Run `autograder release`" in done.err) == (2, True)


@pytest.mark.parametrize("out", ["file", "file/below", "/proc/nowhere"])
def test_a_folder_that_cannot_be_written_is_exit_code_2(command, hand_in, filled, out):
    Path("file").write_text("")
    hand_in(ada=filled())
    done = command("grade", "submitted", "-o", out)
    assert done.code == 2
    assert out.split("/")[0] in done.err
    assert "Traceback" not in done.err


def test_a_machine_that_cannot_isolate_is_exit_code_3(command, hand_in, filled, monkeypatch):
    from autograder.box import isolation

    monkeypatch.setattr(isolation.landlock, "abi", lambda: 0)
    hand_in(ada=filled())
    done = command("grade", "submitted")
    assert done.code == 3
    assert "no Landlock" in done.err
    assert "--isolation none" in done.err
    assert not Path("graded").exists()


def test_without_isolation_grading_says_so(command, hand_in, filled):
    hand_in(ada=filled())
    done = command("grade", "submitted", "-j", "1", "--isolation", "none")
    assert done.code == 0
    assert "Isolation: none" in done.err
    [report] = read_results(Path("graded"))
    assert report.isolation == "none"


def test_resuming_tells_what_was_kept(command, hand_in, filled):
    hand_in(ada=filled())
    command("grade", "submitted", "-j", "1")
    done = command("grade", "submitted", "-j", "1", "--resume")
    assert done.code == 0
    assert "1 reports were kept from an earlier run." in done.err


def test_shards_are_graded_one_by_one_and_taken_up_as_a_whole(command, hand_in, filled, blank):
    hand_in(ada=filled(), ben=blank(), cut="{")
    for number in (1, 2):
        done = command("grade", "submitted", "-j", "1", "--shard", f"{number}/2")
        assert done.code == 0
        assert f"Shard {number}/2: " in done.out
        assert "of 3 submissions, in graded/shards/" in done.out
    done = command("grade", "submitted", "-j", "1", "--resume")
    assert "3 reports were kept" in done.err
    assert results() == {"ada": ("graded", 10), "ben": ("graded", 0), "cut": ("ungradable", 0)}


def test_a_low_score_in_a_shard_can_be_exit_code_1(command, hand_in, filled):
    hand_in(ada=filled(half="def half(x): return x"))
    assert command("grade", "submitted", "--shard", "1/1", "--fail-under", "99").code == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (["--shard", "3/2"], "I from 1 to N"),
        (["--scheduler", "tcp://127.0.0.1:8786"], "--executor dask"),
        (["--executor", "slurm"], "'local'"),
    ],
)
def test_a_split_that_makes_no_sense_is_exit_code_2(command, hand_in, filled, options, words):
    hand_in(ada=filled())
    done = command("grade", "submitted", *options)
    assert (done.code, words in done.err) == (2, True)
