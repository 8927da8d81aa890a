"""Answers of the bank that hold under some values only, and the audit under every value."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.audit.run import answers_of, audit, cases, sum_up
from autograder.course import Assignment
from autograder.diagnosis.bank import holding, read_bank
from autograder.errors import AuthoringError

AVERAGES = "total/mistakes/averages.py"


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def names(assignment: Assignment, value: str) -> list[str]:
    other = assignment.under({"reduction": value})
    return [answer.name for answer in holding(read_bank(other, "total"), other)]


def test_answers_hold_under_their_values_or_under_all(tally: Assignment):
    assert names(tally, "mean") == ["sums_everything", "divides"]
    assert names(tally, "sum") == ["averages", "sums_everything", "adds_rows"]
    assert names(tally, "half-sum") == ["averages", "sums_everything"]


@pytest.mark.parametrize("order", [("Convention", "Caught-by"), ("Caught-by", "Convention")])
def test_the_line_is_no_part_of_what_a_student_reads(tally: Assignment, order):
    lines = {"Convention": "Convention: reduction=sum,half-sum", "Caught-by": "Caught-by: value"}
    old = "\n".join(lines.values())
    replace(tally.reference / AVERAGES, old, "\n".join(lines[key] for key in order))
    answer = next(a for a in read_bank(tally, "total") if a.name == "averages")
    assert answer.words.endswith("How many rows are there?")
    assert answer.caught_by == "value"
    variant = next(a for a in read_bank(tally, "total") if a.name == "divides")
    assert variant.words == "Divides by hand."


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("Convention: reduction=max", "no value 'max'"),
        ("Convention: sum", "'sum' is no convention"),
        ("Convention: reduction=sum\nConvention: reduction=half-sum", "two lines `Convention:`"),
    ],
)
def test_a_line_that_is_wrong_is_refused_with_its_file(tally: Assignment, new: str, words: str):
    replace(tally.reference / AVERAGES, "Convention: reduction=sum,half-sum", new)
    with pytest.raises(AuthoringError, match=rf"averages\.py: .*{words}"):
        read_bank(tally, "total")


def test_other_values_are_audited_where_an_exercise_has_a_solution_for_them(tally: Assignment):
    found = [(one.label, exercises) for one, exercises in cases(tally, tally.exercises)]
    assert found == [
        ("tally", ("shift", "total")),
        ("tally (reduction=sum)", ("total",)),
        ("tally (reduction=half-sum)", ("total",)),
    ]


def test_other_values_are_audited_where_a_bank_speaks_of_them(tally: Assignment):
    nothing = tally.reference / "shift/mistakes/adds_nothing.py"
    replace(nothing, "Caught-by", "Convention: reduction=sum\nCaught-by")
    found = [(one.label, exercises) for one, exercises in cases(tally, ("shift",))]
    assert found == [("tally", ("shift",)), ("tally (reduction=sum)", ("shift",))]


@pytest.mark.parametrize("jobs", [1, 2])
def test_answers_are_tried_under_the_values_that_they_hold_under(released: Assignment, jobs: int):
    audited = []
    for assignment, exercises in cases(released, ("total",)):
        answers = answers_of(assignment, exercises)
        outcomes = list(audit(assignment, answers, seeds=2, jobs=jobs, isolation="unprivileged"))
        audited += sum_up(assignment, exercises, outcomes)
    assert [one.bad for one in audited] == [(), (), ()]
    assert [len(one.outcomes) for one in audited] == [2, 3, 2]
    assert audited[1].label == "tally/total (reduction=sum)"


def test_an_answer_without_its_line_is_found_out(released: Assignment):
    path = released.reference / "total/variants/adds_rows.py"
    replace(path, "Convention: reduction=sum\n", "")
    answers = answers_of(released, ("total",))
    outcomes = list(audit(released, answers, seeds=1, jobs=1, isolation="unprivileged"))
    assert [o.answer.name for o in outcomes if not o.is_good] == ["adds_rows"]


def test_a_check_that_is_needed_under_one_value_only_is_not_idle(tally: Assignment):
    (tally.reference / "total/mistakes/sums_everything.py").unlink()
    (one,) = sum_up(tally, ("total",), [])
    assert one.idle == ()
    (tally.reference / AVERAGES).unlink()
    (one,) = sum_up(tally, ("total",), [])
    assert one.idle == ("value",)
