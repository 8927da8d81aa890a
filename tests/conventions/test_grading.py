"""Work that was done under another value than the assignment's own."""

from __future__ import annotations

import click
import pytest
from click.testing import CliRunner

from autograder.cli.options import convention_option
from autograder.course import Assignment
from autograder.errors import AuthoringError
from autograder.grading.grader import Grader
from autograder.grading.pool import Job, Task, run
from autograder.grading.seeds import submission_seed
from autograder.grading.sources import Source

SUMS = b"import numpy as np\ndef total(table):\n    return np.sum(table, axis=0)\n"


@pytest.mark.parametrize(("value", "score"), [("mean", 0.0), ("sum", 3.0), ("half-sum", 0.0)])
def test_work_is_judged_by_the_values_in_force(released: Assignment, value: str, score: float):
    with Grader.of(released.under({"reduction": value}), "unprivileged") as grader:
        assert grader.grade_bytes(Source("ada.py", ""), SUMS).score == score


@pytest.mark.parametrize(("conventions", "score"), [({}, 0.0), ({"reduction": "sum"}, 3.0)])
def test_the_values_reach_the_workers(released: Assignment, conventions, score: float):
    path = released.root / "ada.py"
    path.write_bytes(SUMS)
    job = Job(released.root, ("tally",), "unprivileged", 1, conventions)
    (done,) = run(job, [Task(0, Source("ada.py", str(path)))])
    assert done.report is not None
    assert done.report.score == score


def test_the_seed_tells_chosen_values_apart_and_leaves_the_usual_ones_alone():
    usual = submission_seed(b"secret", "tally", "abc")
    assert submission_seed(b"secret", "tally", "abc", {}) == usual
    chosen = {v: submission_seed(b"secret", "tally", "abc", {"reduction": v}) for v in "ab"}
    assert len({usual, *chosen.values()}) == 3


def test_a_report_under_another_value_does_not_count_as_graded(released: Assignment):
    path = released.root / "ada.py"
    path.write_bytes(SUMS)
    source = Source("ada.py", str(path))
    with Grader.of(released, "unprivileged") as grader:
        first = grader.grade(source)
        assert first is not None
        assert grader.grade(source, first.seed) is None
    with Grader.of(released.under({"reduction": "sum"}), "unprivileged") as grader:
        assert grader.grade(source, first.seed) is not None


@click.command()
@convention_option
def show(conventions: dict[str, str]) -> None:
    click.echo(sorted(conventions.items()))


def test_the_option_is_repeatable():
    result = CliRunner().invoke(show, ["--convention", "a=b", "--convention", "c=d-e"])
    assert result.output == "[('a', 'b'), ('c', 'd-e')]\n"
    assert CliRunner().invoke(show, []).output == "[]\n"


@pytest.mark.parametrize(
    ("given", "words"),
    [
        (["a"], "'a' is no convention"),
        (["a=b,c"], "one value at a time"),
        (["a=b", "a=c"], "one value at a time"),
    ],
)
def test_an_option_that_says_too_little_or_too_much_is_refused(given: list[str], words: str):
    arguments = [part for text in given for part in ("--convention", text)]
    result = CliRunner().invoke(show, arguments)
    assert isinstance(result.exception, AuthoringError)
    assert words in str(result.exception)
