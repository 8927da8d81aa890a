"""Gradescope's container, laid out elsewhere on this machine: the zip sets itself up and grades."""

from __future__ import annotations

import io
import json
import os
import shutil
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import jsonschema
import pytest

from autograder.errors import AuthoringError, GraderError
from autograder.exports import gradescope
from autograder.exports.gradescope import Metadata, Visibility
from autograder.exports.gradescope_zip import autograder_zip

SCHEMA = json.loads(Path(__file__).with_name("gradescope.schema.json").read_text())


def valid(data):
    plain = json.loads(data)
    jsonschema.validate(plain, SCHEMA)
    return plain


# --- results.json --------------------------------------------------------------------------------


def test_the_results_are_valid_and_shown_as_configured(ledger):
    for entry in ledger.entries[:4]:
        plain = valid(gradescope.results(entry, Visibility("after_published", "hidden")))
        assert {test["visibility"] for test in plain["tests"]} <= {"after_published"}
        assert plain["stdout_visibility"] == "hidden"


def test_a_late_penalty_is_taken_off_and_told(one):
    (entry,) = one().entries
    plain = valid(gradescope.results(entry, Visibility()))
    assert plain["score"] == 3
    assert sum(test["score"] for test in plain["tests"]) == 5
    assert "1 hour late: 2 points are taken off" in plain["output"]


def test_what_is_ungradable_gets_the_number_that_gradescope_needs_and_the_reason(ledger):
    (dan,) = (e for e in ledger.entries if e.student.id == "dan")
    plain = valid(gradescope.results(dan, Visibility()))
    assert plain["score"] == 0
    assert "not valid JSON" in plain["output"]


def test_a_fault_of_ours_is_no_result(ledger):
    (zoe,) = (e for e in ledger.entries if e.student.id == "zoe")
    with pytest.raises(GraderError):
        gradescope.results(zoe, Visibility())


def test_the_schema_refuses_a_status_that_gradescope_does_not_know(ledger):
    plain = json.loads(gradescope.results(ledger.entries[0], Visibility()))
    plain["tests"][0]["status"] = "error"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(plain, SCHEMA)


def test_the_metadata_gives_time_extension_and_authors(tmp_path):
    path = tmp_path / "submission_metadata.json"
    due = {"due_date": "2027-03-01T12:00:00.000000-08:00"}
    user = {"email": "ada@uni.edu", "assignment": {"due_date": "2027-03-03T12:00:00.000000-08:00"}}
    plain = {"created_at": "2027-03-02T12:00:00-08:00", "users": [user], "assignment": due}
    path.write_text(json.dumps(plain))
    found = gradescope.read_metadata(path)
    assert found.students == ("ada@uni.edu",)
    assert found.submitted < found.due
    assert found.due.day == 3


@pytest.mark.parametrize("text", ["", "[]", "7", '{"users": 3, "created_at": []}'])
def test_metadata_of_another_shape_is_none(tmp_path, text):
    path = tmp_path / "metadata.json"
    path.write_text(text)
    assert gradescope.read_metadata(path) == Metadata()


def test_of_several_files_the_best_counts(course, ledger):
    reports = [entry.report for entry in ledger.entries[:4]]
    best = gradescope.entry_of(course.assignment("lab"), reports, Metadata())
    assert best.score.points == 20


def test_of_files_that_are_worth_nothing_the_notebook_tells_why(course, ledger):
    from dataclasses import replace

    (dan,) = (e.report for e in ledger.entries if e.student.id == "dan")
    ada = ledger.entries[0].report
    given = replace(ada, submission="utility.py", exercises=())
    best = gradescope.entry_of(course.assignment("lab"), [dan, given], Metadata())
    assert "not valid JSON" in best.report.reason
    assert gradescope.entry_of(course.assignment("lab"), [], Metadata()) is None


# --- the zip -------------------------------------------------------------------------------------


def test_the_zip_is_the_same_bytes_again_and_holds_this_lab_alone(small_root):
    from autograder.course import Course

    lab = Course(small_root).assignment("small")
    (small_root / "reference/other").mkdir()
    (small_root / "reference/other/secret.py").write_text("")
    (small_root / "roster.csv").write_text("id\nada\n")
    data = autograder_zip(lab, Visibility())
    assert data == autograder_zip(lab, Visibility())
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = archive.namelist()
        modes = {name: archive.getinfo(name).external_attr >> 16 & 0o111 for name in names}
    assert {n for n in names if modes[n]} == {"setup.sh", "run_autograder"}
    assert "course/reference/small/half/checks.py" in names
    assert not any("other" in name or "roster" in name for name in names)


def test_a_lab_that_was_not_released_is_refused(small_root):
    from autograder.course import Course

    (small_root / "release/small/small.ipynb").unlink()
    with pytest.raises(AuthoringError, match="has not been released"):
        autograder_zip(Course(small_root).assignment("small"), Visibility())


def link(source, target):
    """A file that costs no time and no room where it is on the same disk."""
    try:
        os.link(source, target)
    except OSError:
        shutil.copy2(source, target)


@pytest.fixture
def container(small_root, tmp_path):
    """Gradescope's folders with the zip unpacked and set up, and a function that grades in them.

    Packages are those of the tests, linked: a box reads nothing outside its own environment. Ours
    comes from the wheel in the zip.
    """
    from autograder.course import Course

    root = tmp_path / "autograder"
    for name in ("submission", "results"):
        (root / name).mkdir(parents=True)
    data = autograder_zip(Course(small_root).assignment("small"), Visibility("after_due_date"))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        archive.extractall(root / "source")
    venv = root / "source/.venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", venv], check=True)
    there = venv / f"lib/python3.{sys.version_info.minor}/site-packages"
    unneeded = shutil.ignore_patterns("torch*", "*autograder*", "__pycache__", "tests")
    shutil.copytree(
        sysconfig.get_path("purelib"),
        there,
        copy_function=link,
        ignore=unneeded,
        dirs_exist_ok=True,
    )
    offline = {"PIP_NO_INDEX": "1", "PIP_NO_DEPS": "1"}
    environment = {**os.environ, **offline, "AUTOGRADER_ROOT": str(root)}

    def run(script):
        command = ["bash", str(root / "source" / script)]
        return subprocess.run(
            command, env=environment, cwd=root, capture_output=True, text=True, check=False
        )

    done = run("setup.sh")
    assert done.returncode == 0, done.stderr
    return root, lambda: run("run_autograder")


def test_the_container_grades_a_submission_under_gradescopes_due_date(container, filled):
    root, grade = container
    (root / "submission/lab.ipynb").write_text(json.dumps(filled(half="def half(x): return x")))
    (root / "submission/notes.py").write_text("x = 1\n")
    (root / "submission_metadata.json").write_text(
        json.dumps({"created_at": "2027-03-02T12:00:00Z", "users": [{"email": "ada@uni.edu"}]})
    )
    done = grade()
    assert done.returncode == 0, done.stderr
    results = root / "results/results.json"
    plain = valid(results.read_bytes())
    assert plain["score"] == 6
    assert [t["status"] for t in plain["tests"]] == ["passed"] * 3 + ["failed"]
    assert {t["visibility"] for t in plain["tests"]} == {"after_due_date"}
    assert "autograder-" not in json.dumps(plain)

    (root / "submission/lab.ipynb").unlink()
    (root / "submission/notes.py").rename(root / "submission/notes.txt")
    assert grade().returncode == 0
    assert "no .ipynb and no .py file" in valid(results.read_bytes())["output"]

    results.unlink()
    (root / "submission/lab.ipynb").write_text(json.dumps(filled()))
    (root / "source/course/reference/small/half/checks.py").write_text("CHECKS = 1\n")
    assert grade().returncode != 0
    assert not results.exists()
