"""`autograder export`: from results on disk to files, twice the same, with nobody lost."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

GRADED = "graded"


@pytest.fixture
def graded(command, filled):
    """Two submissions, graded into ./graded."""
    for name, changes in (("ada", {}), ("who", {"half": "def half(x): return x"})):
        Path(f"{name}.ipynb").write_text(json.dumps(filled(**changes)))
    assert command("grade", "ada.ipynb", "who.ipynb", "-o", GRADED).code == 0


def contents():
    return {path: path.read_bytes() for path in Path(GRADED).rglob("*") if path.is_file()}


TARGETS = ("csv", "junit", "github", "canvas", "moodle")


def test_a_second_export_of_every_kind_changes_nothing(command, graded):
    for target in TARGETS:
        assert command("export", target, GRADED).code == 0
    first = contents()
    for target in TARGETS:
        assert command("export", target, GRADED).code == 0
    assert contents() == first
    assert {path.name for path in first} >= {
        "scores.csv", "junit.xml", "summary.md", "canvas.csv", "moodle.csv"
    }  # fmt: skip


def test_the_roster_names_students_and_lists_the_others(command, graded, small_root):
    (small_root / "roster.csv").write_text("id,name,files\nal,Ada,ada.ipynb\nzo,Zoe,\n")
    done = command("export", "csv", GRADED)
    assert "unmatched: who.ipynb: it fits nobody on the roster" in done.err
    assert "nothing handed in for small: Zoe" in done.err
    text = Path(GRADED, "exports/scores.csv").read_text()
    assert "small,al,Ada," in text
    assert "who.ipynb,unmatched" in text


def test_grading_with_a_roster_puts_its_ids_into_the_reports(command, filled):
    Path("ada.ipynb").write_text(json.dumps(filled()))
    Path("class.csv").write_text("id,login\nal,ada\n")
    assert command("grade", "ada.ipynb", "-o", GRADED, "--roster", "class.csv").code == 0
    assert json.loads(Path(GRADED, "results.jsonl").read_text())["student"] == "al"


def test_github_gets_a_summary_once_and_annotations(command, graded, monkeypatch):
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", "summary.txt")
    monkeypatch.setenv("GITHUB_OUTPUT", "output.txt")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    done = command("export", "github", GRADED)
    assert "::error file=who.ipynb" in done.out
    first = Path("summary.txt").read_text()
    command("export", "github", GRADED)
    assert Path("summary.txt").read_text() == first
    assert not Path("output.txt").exists()  # two submissions are no Classroom result


def test_canvas_shows_what_it_would_post_and_posts_nothing(command, graded, small_root):
    (small_root / "roster.csv").write_text("id,canvas_id\nada,11\nwho,\n")
    place = ("--url", "http://127.0.0.1:9", "--canvas-course", "1", "--canvas-assignment", "2")
    done = command("export", "canvas", GRADED, *place)
    assert done.code == 0
    assert done.out.splitlines() == ["would post       10  ada", "1 to post, 0 posted before."]
    assert "no Canvas id and no SIS id on the roster: who" in done.err
    assert not Path(GRADED, "canvas-posted.json").exists()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("canvas", GRADED, "--url", "http://x"), "needs --canvas-course"),
        (("canvas", GRADED, "--column", "Lab"), "write LAB=COLUMN"),
        (("gradescope",), "Name OUT"),
        (("gradescope", "--build", "x.zip"), "choose it with -a"),
        (("csv", "nowhere"), "Grade into this folder first"),
        (("csv", GRADED, "-a", "none"), "no assignment 'none'"),
    ],
)
def test_wrong_use_is_told(command, graded, arguments, told):
    done = command("export", *arguments)
    assert (done.code, told in done.err) == (2, True), done.err


def test_nbgrader_gets_a_course_with_sources_or_is_told_what_is_missing(command, small_root):
    done = command("export", "nbgrader", "--setup", "--into", "nb")
    assert done.code == 0, done.err
    assert "nbgrader generate_assignment small" in done.out
    assert "BEGIN SOLUTION" in Path("nb/source/small/small.ipynb").read_text()
    assert repr(str(small_root)) in Path("nb/nbgrader_config.py").read_text()
    done = command("export", "nbgrader")
    assert (done.code, "Name OUT" in done.err) == (2, True)
