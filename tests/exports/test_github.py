"""GitHub shows what students wrote, and executes none of it."""

from __future__ import annotations

import base64
import json
import re

from autograder.exports import github


def test_the_summary_is_a_table_of_everybody(ledger):
    text = github.summary(ledger).decode()
    assert "| Ada Lovelace | lab | 20 / 20 |  |" in text
    assert "| Dan Dare | lab | — | ungradable |" in text
    assert "it fits nobody on the roster" in text


def test_what_students_write_is_no_markdown_and_no_html(ledger):
    text = github.summary(ledger).decode()
    assert "\x1b" not in text
    rows = [line for line in text.splitlines() if line.startswith("|")]
    assert all(len(re.findall(r"(?<!\\)\|", line)) == 5 for line in rows)
    assert not any("<script>" in line for line in rows)
    outside = [line for line in text.splitlines() if not line.startswith(("|", "    ", "#"))]
    assert set(outside) == {""}


def test_the_summary_of_a_huge_class_fits_and_says_what_is_left_out(ledger, monkeypatch):
    monkeypatch.setattr(github, "MOST_BYTES", 900)
    data = github.summary(ledger)
    assert len(data) <= 900
    assert "more entries did not fit" in data.decode()


COMMAND = re.compile(r"^::(error|warning) file=[^:,\n]*,title=[^:,\n]*::[^\n\r]*$")


def test_every_annotation_is_one_command_on_one_line(ledger):
    lines = github.commands(ledger).decode().split("\n")
    assert lines.pop() == ""
    assert len(lines) == 7
    assert all(COMMAND.match(line) for line in lines)
    assert any("100%25" in line and "%0A" in line for line in lines)


def test_github_shows_ten_of_a_kind_so_the_tenth_counts_the_rest(ledger, monkeypatch):
    monkeypatch.setattr(github, "MOST_ANNOTATIONS", 3)
    lines = github.commands(ledger).decode().splitlines()
    errors = [line for line in lines if line.startswith("::error")]
    assert len(errors) == 3
    assert errors[-1] == "::error::3 more; see the step's summary."


def test_classroom_reads_the_result_of_one_submission(one):
    result = json.loads(base64.b64decode(github.files(one())["classroom.txt"]))
    assert (result["version"], result["status"], result["max_score"]) == (1, "fail", 20)
    assert [(t["status"], t["score"]) for t in result["tests"]] == [
        ("pass", 5), ("fail", 0), ("error", 0), ("fail", 0)
    ]  # fmt: skip


def test_classroom_is_told_of_an_error_where_there_is_no_score(one, ledger):
    (broken,) = (e for e in ledger.entries if e.report.status == "grader_error")
    result = github.classroom_result(broken)
    assert (result["status"], len(result["tests"])) == ("error", 1)
    assert "not your fault" in result["tests"][0]["message"]
    assert "classroom.txt" not in github.files(ledger)
