"""JUnit XML for CI servers: a suite for each submission, a case for each check.

What the report format has no word for (points, the policy) stands in the suites' properties.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from xml.etree import ElementTree as ET

from autograder.exports.table import number
from autograder.scores.ledger import Entry, Ledger
from autograder.verdict import CheckResult, CheckStatus, ReportStatus
from autograder.words import clean

# What XML 1.0 cannot hold, not even escaped.
_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def files(ledger: Ledger) -> Mapping[str, bytes]:
    """`junit.xml`."""
    root = ET.Element("testsuites")
    for entry in ledger.entries:
        root.append(_suite(entry))
    for key in ("tests", "failures", "errors"):
        root.set(key, str(sum(int(suite.get(key, 0)) for suite in root)))
    ET.indent(root)
    return {"junit.xml": ET.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"}


def _suite(entry: Entry) -> ET.Element:
    report = entry.report
    name = f"{report.assignment}: {entry.student.label}"
    suite = ET.Element("testsuite", name=_text(name))
    properties = ET.SubElement(suite, "properties")
    for key, value in _properties(entry):
        ET.SubElement(properties, "property", name=_text(key), value=_text(value))
    if report.status is not ReportStatus.GRADED:
        _case(suite, report.assignment, "grading", "error", report.reason)
    for exercise in report.exercises:
        for check in exercise.checks:
            place = f"{report.assignment}.{exercise.name}"
            _case(suite, place, check.name, *_outcome(check))
    cases = suite.findall("testcase")
    suite.set("tests", str(len(cases)))
    for key, kind in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(key, str(sum(case.find(kind) is not None for case in cases)))
    suite.set("time", f"{report.timing.get('total', 0.0):.3f}")
    return suite


def _properties(entry: Entry) -> Iterator[tuple[str, str]]:
    report = entry.report
    yield "submission", report.submission
    yield "sha256", report.sha256
    yield "isolation", report.isolation
    if entry.score is not None:
        yield "points", number(entry.score.points)
        yield "max_points", number(entry.score.max_points)
        yield from (("policy", step) for step in entry.score.steps)
    for exercise in report.exercises:
        for check in exercise.checks:
            points = f"{number(check.points)}/{number(check.max_points)}"
            yield f"points.{exercise.name}.{check.name}", points


def _outcome(check: CheckResult) -> tuple[str | None, str]:
    """The element that says how a check ended, and its text."""
    kinds = {
        CheckStatus.PASSED: None,
        CheckStatus.FAILED: "failure",
        CheckStatus.SKIPPED: "skipped",
        CheckStatus.ERROR: "error",
        CheckStatus.TIMEOUT: "error",
    }
    return kinds[check.status], f"{check.title}\n{check.message}"


def _case(suite: ET.Element, place: str, name: str, kind: str | None, told: str) -> None:
    case = ET.SubElement(suite, "testcase", classname=_text(place), name=_text(name), time="0")
    if kind is None:
        return
    text = _text(told)
    outcome = ET.SubElement(case, kind, message=text.partition("\n")[0])
    if kind != "skipped":
        outcome.set("type", kind)
    outcome.text = text


def _text(text: str) -> str:
    return _NO_XML.sub("\ufffd", clean(text))
