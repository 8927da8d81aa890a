"""Releases under other conventions: what is composed, what would leak, what is verified."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Assignment
from autograder.errors import AuthoringError
from autograder.publish.build import build, source_notebook
from autograder.publish.bundle import Bundle, built_from
from autograder.publish.leaks import leaks
from autograder.publish.verify import cases, verify
from autograder.publish.write import write_release


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def cells(assignment: Assignment) -> dict[str, str]:
    return {cell.id: cell.source for cell in source_notebook(assignment).cells}


@pytest.mark.parametrize(
    ("value", "line"),
    [
        ("mean", "return np.mean(table, axis=0)"),
        ("sum", "return np.sum(table, axis=0)"),
        ("half-sum", "return 0.5 * np.add.reduce(table)"),
    ],
)
def test_the_solution_of_the_value_in_force_is_composed(tally: Assignment, value: str, line: str):
    assert line in cells(tally.under({"reduction": value}))["total"]


def test_cells_stand_only_under_their_values(tally: Assignment):
    found = {v: cells(tally.under({"reduction": v})) for v in ("mean", "sum", "half-sum")}
    usual = ["setup", "total", "total-test", "shift", "shift-test"]
    assert list(found["mean"]) == ["prose-1", *usual]
    assert list(found["sum"]) == ["prose-1", "setup", "prose-2", *usual[1:]]
    assert "halve" in found["half-sum"]
    assert "== 1.0" not in found["sum"]["total-test"]
    assert found["mean"]["total-test"] != found["sum"]["total-test"]


def test_an_exercise_without_a_test_under_some_value_is_refused(tally: Assignment):
    replace(tally.notebook, 'convention="reduction=sum"', 'convention="reduction=mean"')
    replace(tally.notebook, 'total-test" role="test"', 'total-test" role="given"')
    with pytest.raises(AuthoringError, match=r"exercise 'total' .* has no test cell"):
        source_notebook(tally.under({"reduction": "sum"}))


def test_two_cells_of_one_id_under_one_value_are_refused(tally: Assignment):
    replace(tally.notebook, '"reduction=sum"', '"reduction=mean,sum"')
    with pytest.raises(AuthoringError, match="'total-test' is taken"):
        source_notebook(tally)


@pytest.mark.parametrize(
    ("new", "words"),
    [
        ("reductions=sum", "no convention 'reductions'"),
        ("reduction=max", "no value 'max'"),
        ("sum", "'sum' is no convention"),
    ],
)
def test_a_cell_of_an_unknown_value_is_refused_under_every_value(
    tally: Assignment, new: str, words: str
):
    replace(tally.notebook, '"reduction=sum"', f'"{new}"')
    with pytest.raises(AuthoringError, match=rf"notebook\.py:\d+: .*{words}"):
        source_notebook(tally)


def test_a_solution_for_another_value_must_have_its_marks(tally: Assignment):
    replace(tally.reference / "total/solution_sum.py", "### END SOLUTION", "")
    with pytest.raises(AuthoringError, match=r"solution_sum\.py:\d+: .* is never closed"):
        source_notebook(tally.under({"reduction": "sum"}))


@pytest.mark.parametrize("value", ["mean", "sum", "half-sum"])
@pytest.mark.parametrize(
    ("line", "source"),
    [
        ("return np.mean(table, axis=0)", "total/solution.py"),
        ("return np.sum(table, axis=0)", "total/solution_sum.py"),
        ("return 0.5 * np.add.reduce(table)", "total/solution_half_sum.py"),
    ],
)
def test_no_release_may_hold_a_solution_for_any_value(
    tally: Assignment, value: str, line: str, source: str
):
    assignment = tally.under({"reduction": value})
    built = build(assignment)
    planted = Bundle("tally", {**built.files, "README.md": f"{line}\n".encode()})
    assert leaks(assignment, built) == []
    assert any(source in sentence for sentence in leaks(assignment, planted))


def test_only_the_stub_in_force_makes_a_line_of_the_bank_public(tally: Assignment):
    replace(
        tally.reference / "total/mistakes/averages.py",
        "def total(table):\n",
        "HALF = 0.5\n\n\ndef total(table):\n    rows_left = len(table) - 1\n",
    )
    replace(tally.reference / "total/solution_sum.py", '"""One', 'rows_left = len(table) - 1  """')
    assert tally.solution("total").name == "solution.py"
    built = build(tally)
    text = b"rows_left = len(table) - 1\n"
    (sentence,) = leaks(tally, Bundle("tally", {**built.files, "README.md": text}))
    assert "mistakes/averages.py" in sentence


def test_a_changed_solution_for_another_value_makes_the_release_out_of_date(tally: Assignment):
    before = built_from(tally)
    replace(tally.reference / "total/solution_sum.py", "np.sum", "np.add.reduce")
    assert built_from(tally) != before


@pytest.mark.slow
def test_every_value_is_verified_and_only_the_one_in_force_is_on_disk(released: Assignment):
    labels = [case.label for case in cases(released)]
    assert labels == ["tally", "tally (reduction=sum)", "tally (reduction=half-sum)"]
    findings = [list(verify(case, "unprivileged")) for case in cases(released)]
    assert [f for case in findings for f in case if f.problems] == []
    assert [len(case) for case in findings] == [7, 6, 6]
    assert [path.name for path in released.release.parent.iterdir()] == ["tally"]


def test_a_reference_that_is_wrong_under_another_value_is_found(released: Assignment):
    replace(released.reference / "total/solution_sum.py", "np.sum(", "np.max(")
    other = released.under({"reduction": "sum"})
    (full,) = [f for f in verify(other, "unprivileged") if "full marks" in f.promise]
    assert "total: the reference loses 3 points at 'value'" in full.problems[0]


def test_verifying_does_not_need_the_shipped_files_on_disk(tally: Assignment):
    assert not tally.release.exists()
    other = tally.under({"reduction": "half-sum"})
    write_release(build(tally), tally.release)
    (tally.release / "utility.py").write_text("raise RuntimeError('not this one')\n")
    (full,) = [f for f in verify(other, "unprivileged") if "full marks" in f.promise]
    assert full.problems == ()
