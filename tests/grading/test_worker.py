"""A worker's answers: reports, the course's faults, and faults of our own."""

from __future__ import annotations

from dataclasses import asdict

from autograder.errors import AuthoringError
from autograder.grading.sources import Source
from autograder.grading.worker import _done
from autograder.verdict import Report, ReportStatus

TASK = {"source": asdict(Source("a.ipynb", "/a.ipynb", student="ada")), "known_seed": None}


class Router:
    assignments = {"small": object()}
    isolation = "strict"

    def __init__(self, ending):
        self._ending = ending

    def grade(self, source, known_seed):
        if isinstance(self._ending, Exception):
            raise self._ending
        return self._ending


def test_a_report_goes_out_as_json():
    report = Report("small", "a.ipynb", None, "", ReportStatus.GRADED, "strict", "")
    assert Report.from_json(_done(Router(report), TASK)["report"]) == report


def test_what_was_graded_already_needs_no_report():
    assert _done(Router(None), TASK) == {"report": None}


def test_a_fault_of_the_course_ends_the_run():
    answer = _done(Router(AuthoringError("checks.py does not load")), TASK)
    assert answer == {"fatal": "checks.py does not load", "kind": "AuthoringError"}


def test_a_fault_of_ours_is_that_submissions_grader_error():
    report = Report.from_json(_done(Router(ZeroDivisionError("oops")), TASK)["report"])
    assert report.status is ReportStatus.GRADER_ERROR
    assert (report.assignment, report.submission, report.student) == ("small", "a.ipynb", "ada")
    assert report.reason == "ZeroDivisionError: oops"
