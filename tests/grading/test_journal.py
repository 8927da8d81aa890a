"""What is on disk while grading and after: whole lines, in order, whatever happens."""

from __future__ import annotations

import json

import pytest

from autograder.errors import AuthoringError
from autograder.grading.journal import Journal, read_results
from autograder.verdict import Report, ReportStatus


def report(name, status=ReportStatus.GRADED, seed="s", **fields):
    return Report("small", name, None, "sha", status, "strict", seed, **fields)


def lines(out):
    text = (out / "results.jsonl").read_text()
    return [json.loads(line)["submission"] for line in text.splitlines()]


def filled(out, *names):
    with Journal(out, resume=False) as journal:
        for name in names:
            journal.add(report(name))
    return out


def test_a_report_is_on_disk_as_soon_as_it_is_added(tmp_path):
    with Journal(tmp_path / "out", resume=False) as journal:
        journal.add(report("a.ipynb"))
        assert lines(tmp_path / "out") == ["a.ipynb"]
        [path] = (tmp_path / "out/reports").iterdir()
        assert json.loads(path.read_text())["submission"] == "a.ipynb"


def test_reports_of_like_names_have_files_of_their_own(tmp_path):
    filled(tmp_path, "Ada.ipynb", "ada.ipynb", "a/b.ipynb", "a-b.ipynb", "../up.ipynb", "CON")
    assert len(list((tmp_path / "reports").iterdir())) == 6


def test_lines_end_up_in_the_order_of_the_submissions(tmp_path):
    with Journal(tmp_path, resume=False) as journal:
        for name in ("c", "a", "b"):
            journal.add(report(name))
        journal.finish(["a", "b", "c"])
    assert lines(tmp_path) == ["a", "b", "c"]


def test_a_submission_graded_again_has_one_line_its_latest(tmp_path):
    with Journal(tmp_path, resume=False) as journal:
        journal.add(report("a", output="first"))
        journal.add(report("a", output="second"))
        journal.finish(["a", "missing"])
    assert [r.output for r in read_results(tmp_path)] == ["second"]


def test_resuming_keeps_what_is_there_and_starting_anew_does_not(tmp_path):
    filled(tmp_path, "a", "b")
    with Journal(tmp_path, resume=True) as journal:
        assert [journal.known_seed(n) for n in ("a", "b", "c")] == ["s", "s", None]
    with Journal(tmp_path, resume=False) as journal:
        assert journal.known_seed("a") is None
    assert lines(tmp_path) == []


def test_resuming_where_nothing_is_starts_anew(tmp_path):
    with Journal(tmp_path / "new", resume=True) as journal:
        assert journal.lines == {}


@pytest.mark.parametrize("cut", range(1, 400, 7))
def test_a_line_cut_off_by_a_kill_is_dropped(tmp_path, cut):
    filled(tmp_path, "a", "b")
    path = tmp_path / "results.jsonl"
    whole = path.read_bytes()
    path.write_bytes(whole[:-cut])
    with Journal(tmp_path, resume=True) as journal:
        kept = set(journal.lines)
        assert kept == ({"a"} if cut <= len(whole) // 2 else set())
        journal.add(report("b"))
        journal.add(report("a"))
        journal.finish(["a", "b"])
    assert path.read_bytes() == whole


@pytest.mark.parametrize("line", [b"\n", b"[]\n", b'{"submission": []}\n', b"\xff\n", b"{}\n"])
def test_a_damaged_line_ends_what_is_kept(tmp_path, line):
    filled(tmp_path, "a")
    path = tmp_path / "results.jsonl"
    path.write_bytes(path.read_bytes() + line)
    with Journal(tmp_path, resume=True) as journal:
        assert set(journal.lines) == {"a"}


def test_a_grader_error_is_made_again_on_resuming(tmp_path):
    with Journal(tmp_path, resume=False) as journal:
        journal.add(report("a", ReportStatus.GRADER_ERROR))
        journal.add(report("b", ReportStatus.UNGRADABLE))
    with Journal(tmp_path, resume=True) as journal:
        assert [journal.known_seed(n) for n in ("a", "b")] == [None, "s"]


def test_a_folder_that_cannot_be_written_is_the_command_lines_fault(tmp_path):
    (tmp_path / "file").write_text("")
    for out in (tmp_path / "file", tmp_path / "file/below", "/proc/nowhere"):
        with pytest.raises(AuthoringError, match="cannot be written.*Name another folder with -o"):
            Journal(type(tmp_path)(out), resume=False)


def test_results_that_are_not_there_say_what_to_do(tmp_path):
    with pytest.raises(AuthoringError, match="Grade into this folder first"):
        list(read_results(tmp_path))


@pytest.mark.parametrize("text", ["{", "[]", '{"schema": 99}', '{"schema": 1}'])
def test_damaged_results_are_told(tmp_path, text):
    (tmp_path / "results.jsonl").write_text(text + "\n")
    with pytest.raises(AuthoringError, match="is damaged"):
        list(read_results(tmp_path))
