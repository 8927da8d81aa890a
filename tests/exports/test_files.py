"""Every export that is a file: read back with the tool it is for, and the same bytes every time."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import junitparser
import pytest
import xmlschema

from autograder.exports import canvas_csv, github, junit_xml, moodle_csv, scores_csv
from autograder.exports.folder import write_files
from autograder.exports.table import csv_bytes

HERE = Path(__file__).parent
TARGETS = (scores_csv, junit_xml, moodle_csv, canvas_csv, github)


def rows(data):
    return list(csv.DictReader(io.StringIO(data.decode("utf-8"))))


@pytest.mark.parametrize("target", TARGETS)
def test_a_second_export_writes_nothing(target, ledger, tmp_path):
    first = write_files(target.files(ledger), tmp_path)
    times = [path.stat().st_mtime_ns for path in first]
    second = write_files(target.files(ledger), tmp_path)
    assert [path.stat().st_mtime_ns for path in second] == times
    assert first == second != []


@pytest.mark.parametrize("target", TARGETS)
def test_no_export_shows_a_seed_and_no_gradebook_our_own_fault(target, ledger):
    for data in target.files(ledger).values():
        assert b"secret-seed" not in data
        assert target in (scores_csv, junit_xml) or b"/usr/lib/secret" not in data


# --- plain CSV -----------------------------------------------------------------------------------


def test_the_csv_lists_everybody_with_what_became_of_them(ledger):
    found = rows(scores_csv.files(ledger)["scores.csv"])
    assert [(r["student"], r["status"], r["points"], r["max_points"]) for r in found] == [
        ("ada", "graded", "20", "20"),
        ("ben", "graded", "3", "20"),
        ("cleo", "graded", "10", "20"),
        ("dan", "ungradable", "", ""),
        ("", "unmatched", "15", "20"),
        ("zoe", "grader error", "", ""),
    ]
    ben = found[1]
    assert (ben["earned"], ben["penalty"], ben["linear"], ben["relu"]) == ("5", "2", "5", "0")
    assert ben["notes"] == "Handed in 1 hour late: 2 points are taken off."


def test_the_csv_lists_who_handed_in_nothing(two_labs):
    found = rows(scores_csv.files(two_labs.of("lab"))["scores.csv"])
    assert [r["student"] for r in found if r["status"] == "missing"] == ["zoe"]


def test_the_totals_of_a_course_drop_the_lowest(two_labs):
    found = rows(scores_csv.files(two_labs)["totals.csv"])
    by_student = {r["student"]: r for r in found}
    ada, zoe = by_student["ada"], by_student["zoe"]
    assert (ada["lab"], ada["second"], ada["total"], ada["dropped"]) == ("20", "5", "20", "second")
    assert (zoe["total"], zoe["max_points"]) == ("0", "20")


@pytest.mark.parametrize("text", ["=1+1", "+1", "-cmd", "@sum", "\t=1", "  =x"])
def test_a_spreadsheet_executes_nothing(text):
    assert csv_bytes([[text]]).decode().lstrip('"').startswith("'")


def test_numbers_stay_numbers():
    assert csv_bytes([[-1.5, 3, 0.1 + 0.2, None, "-2"]]) == b"-1.5,3,0.3,,-2\n"


# --- JUnit ---------------------------------------------------------------------------------------


def test_the_junit_report_is_valid_by_its_schema(ledger):
    data = junit_xml.files(ledger)["junit.xml"]
    xmlschema.XMLSchema(HERE / "junit.xsd").validate(io.StringIO(data.decode()))


def test_the_schema_refuses_what_is_no_junit_report(ledger):
    data = junit_xml.files(ledger)["junit.xml"].decode()
    broken = data.replace("<failure", "<flop").replace("</failure", "</flop")
    with pytest.raises(xmlschema.XMLSchemaException):
        xmlschema.XMLSchema(HERE / "junit.xsd").validate(io.StringIO(broken))


def test_a_ci_server_reads_the_junit_report(ledger):
    suites = junitparser.JUnitXml.fromstring(junit_xml.files(ledger)["junit.xml"])
    found = {suite.name: (suite.tests, suite.failures, suite.errors) for suite in suites}
    assert found["lab: Ada Lovelace"] == (4, 0, 0)
    assert found["lab: Ben Björk"] == (4, 1, 1)
    assert found["lab: Dan Dare"] == (1, 0, 1)
    ben = next(suite for suite in suites if suite.name == "lab: Ben Björk")
    assert {p.name: p.value for p in ben.properties()}["points"] == "3"


# --- Moodle and Canvas ---------------------------------------------------------------------------


def test_moodle_gets_grades_with_feedback_of_those_it_knows(ledger):
    found = rows(moodle_csv.files(ledger)["moodle.csv"])
    assert [(r["Email address"], r["ID number"], r["Lab: lab"]) for r in found] == [
        ("ada@uni.edu", "S1", "20"),
        ("ben@uni.edu", "S2", "3"),
        ("cleo@uni.edu", "", "10"),
    ]
    assert found[1]["Lab: lab (feedback)"] == (
        "3 of 20 points.\n"
        "Handed in 1 hour late: 2 points are taken off.\n"
        "linear: 5 of 10\n"
        "  Not right yet: Question 2 — Your output is the transpose.\n"
        "relu: 0 of 10\n"
        "  Raised an error: Question 1 — Your output is the transpose.\n"
        "  Not tried: 1 check that needs others to pass first."
    )


def test_canvas_gets_its_five_columns_and_the_points_possible(two_labs):
    data = canvas_csv.files(two_labs, {"lab": "Lab 1 (4711)"})["canvas.csv"].decode()
    lines = list(csv.reader(io.StringIO(data)))
    assert lines[0] == [
        "Student", "ID", "SIS User ID", "SIS Login ID", "Section", "Lab 1 (4711)", "Lab: second"
    ]  # fmt: skip
    assert lines[1] == ["    Points Possible", "", "", "", "", "20", "20"]
    assert lines[2] == ["Ada Lovelace", "11", "S1", "ada", "B", "20", "5"]
    assert [line[3] for line in lines[2:]] == ["ada", "ben", "cleo"]
