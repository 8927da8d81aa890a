"""GitHub Actions: a step summary, annotations, and the result for GitHub Classroom.

What students wrote stands in all three, so everything is escaped: Markdown and HTML in the
summary, workflow commands in the annotations.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from autograder.scores.comment import comment
from autograder.scores.ledger import Entry, Ledger
from autograder.verdict import CheckResult, CheckStatus, ReportStatus
from autograder.words import CHECK_WORDS, REPORT_WORDS, one_line, points

MOST_BYTES = 1024 * 1024  # what GitHub takes as one step's summary
MOST_ANNOTATIONS = 10  # of one kind in one step
_MARKDOWN = re.compile(r"([\\`*_{}\[\]()#+\-.!|~:@$])")


def files(ledger: Ledger) -> Mapping[str, bytes]:
    """`summary.md`, `annotations.txt`, and for a single submission `classroom.txt`."""
    made = {"summary.md": summary(ledger), "annotations.txt": commands(ledger)}
    if len(ledger.entries) == 1:
        made["classroom.txt"] = classroom(ledger.entries[0])
    return made


def summary(ledger: Ledger) -> bytes:
    """Markdown of at most 1 MiB: a table of all submissions, then what each one missed."""
    head = "| student | assignment | points | |\n|---|---|---:|---|\n"
    rows = [_row(entry) for entry in ledger.entries]
    details = [_details(entry) for entry in ledger.entries if _missed(entry)]
    text, left_out, size = [head], 0, len(head)
    for part in [*rows, *details]:
        # Later parts may still fit, but a summary with gaps would mislead.
        size += len(part.encode())
        if size > MOST_BYTES - 200:
            left_out += 1
        else:
            text.append(part)
    if left_out:
        text.append(f"\n{left_out} more entries did not fit: see the results themselves.\n")
    return "".join(text).encode()


def _row(entry: Entry) -> str:
    who, name = _markdown(entry.student.label), _markdown(entry.assignment.name)
    status = "" if entry.score else _markdown(REPORT_WORDS[entry.report.status])
    notes = [*([status] if status else []), *map(_markdown, _notes(entry))]
    return f"| {who} | {name} | {_score(entry)} | {' '.join(notes)} |\n"


def _notes(entry: Entry) -> tuple[str, ...]:
    steps = entry.score.steps if entry.score else ()
    return (*([entry.unmatched] if entry.unmatched else []), *steps)


def _score(entry: Entry) -> str:
    score = entry.score
    return f"{points(score.points)} / {points(score.max_points)}" if score else "—"


def _details(entry: Entry) -> str:
    lines = "\n".join(f"    {line}" for line in comment(entry).splitlines())
    return f"\n### {_markdown(entry.student.label)}\n\n{lines}\n"


def _markdown(text: str) -> str:
    """One line of text that Markdown and HTML show as it is."""
    plain = one_line(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _MARKDOWN.sub(r"\\\1", plain)


def commands(ledger: Ledger) -> bytes:
    """Workflow commands, one a line: what was missed as errors, what was not graded as warnings.

    GitHub shows ten of a kind, so the last one counts those that are left out.
    """
    errors = [told for entry in ledger.entries for told in _errors(entry)]
    warnings = [
        _command("warning", entry, REPORT_WORDS[entry.report.status], comment(entry))
        for entry in ledger.entries
        if entry.score is None
    ]
    lines = [*_most(errors, "error"), *_most(warnings, "warning")]
    return "".join(f"{line}\n" for line in lines).encode()


def _most(lines: list[str], kind: str) -> list[str]:
    if len(lines) <= MOST_ANNOTATIONS:
        return lines
    shown = lines[: MOST_ANNOTATIONS - 1]
    return [*shown, f"::{kind}::{len(lines) - len(shown)} more; see the step's summary."]


def _errors(entry: Entry) -> Iterator[str]:
    for exercise, check in _missed(entry):
        told = f"{check.title}\n{check.message}" if check.message else check.title
        yield _command("error", entry, f"{exercise}: {CHECK_WORDS[check.status]}", told)


def _missed(entry: Entry) -> list[tuple[str, CheckResult]]:
    """Checks that were missed; skipped ones only wait for others."""
    fine = (CheckStatus.PASSED, CheckStatus.SKIPPED)
    return [(e.name, c) for e in entry.report.exercises for c in e.checks if c.status not in fine]


def _command(kind: str, entry: Entry, title: str, message: str) -> str:
    file = _property(entry.report.submission)
    return f"::{kind} file={file},title={_property(title)}::{_data(message)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def classroom(entry: Entry) -> bytes:
    """What GitHub Classroom's reporter reads as a step's output `result`."""
    return base64.b64encode(json.dumps(classroom_result(entry), sort_keys=True).encode())


def classroom_result(entry: Entry) -> dict[str, Any]:
    """The result as plain values. Without a score it is an error, never a silent zero."""
    report, score = entry.report, entry.score
    status = "error"
    if report.status is ReportStatus.GRADED and score is not None:
        status = "pass" if score.points >= score.max_points else "fail"
    checks = [(e.name, check) for e in report.exercises for check in e.checks]
    tests = [_classroom_test(name, check) for name, check in checks]
    if score is None:
        told = {"name": "grading", "status": "error", "message": comment(entry), "score": 0}
        tests.append(told)
    max_score = score.max_points if score else 0
    return {"version": 1, "status": status, "max_score": max_score, "tests": tests}


def _classroom_test(exercise: str, check: CheckResult) -> dict[str, Any]:
    words = {CheckStatus.PASSED: "pass", CheckStatus.FAILED: "fail", CheckStatus.SKIPPED: "fail"}
    return {
        "name": f"{exercise}: {check.title or check.name}",
        "status": words.get(check.status, "error"),
        "message": check.message,
        "score": check.points,
    }
