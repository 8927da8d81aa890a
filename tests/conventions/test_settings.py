"""Conventions in assignment.toml, and an assignment under other values of them."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.conventions import Condition, Convention, read_condition
from autograder.course import Assignment, Course
from autograder.errors import AuthoringError


def write_settings(root: Path, text: str) -> None:
    path = root / "assignments/tally/assignment.toml"
    path.write_text(f'title = "Tally"\n{text}', encoding="utf-8")


def test_the_files_value_is_in_force(tally: Assignment):
    choices = ("mean", "sum", "half-sum")
    assert tally.conventions == {"reduction": Convention("mean", choices)}
    assert tally.in_force == {"reduction": "mean"}
    assert tally.label == "tally"


def test_another_value_is_put_in_force(tally: Assignment):
    other = tally.under({"reduction": "half-sum"})
    assert other.in_force == {"reduction": "half-sum"}
    assert other.label == "tally (reduction=half-sum)"
    assert tally.in_force == {"reduction": "mean"}


def test_the_files_own_value_changes_nothing(tally: Assignment):
    again = tally.under({"reduction": "sum"}).under({"reduction": "mean"})
    assert (again.chosen, again.in_force) == ({}, tally.in_force)


@pytest.mark.parametrize(
    ("values", "words"),
    [
        ({"reductions": "sum"}, "no convention 'reductions'.*which has: reduction"),
        ({"reduction": "max"}, "no value 'max'; it has: mean, sum, half-sum"),
    ],
)
def test_a_value_that_there_is_not_is_refused(tally: Assignment, values, words: str):
    with pytest.raises(AuthoringError, match=words):
        tally.under(values)


def test_alternatives_are_all_values_but_the_files_own(root: Path):
    write_settings(
        root,
        '[conventions.reduction]\nvalue = "sum"\nchoices = ["mean", "sum", "half-sum"]\n'
        '[conventions.sign]\nvalue = "plus"\nchoices = ["plus", "minus"]\n',
    )
    others = Course(root).assignment("tally").alternatives()
    assert [dict(other.chosen) for other in others] == [
        {"reduction": "mean"},
        {"reduction": "half-sum"},
        {"sign": "minus"},
    ]


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ('conventions = "mean"', "'conventions' is a table"),
        ('[conventions.Mean]\nvalue = "a"\nchoices = ["a"]', "a convention's name is lower-case"),
        ('[conventions.x]\nvalue = "a"', "exactly two settings: value and choices"),
        ('[conventions.x]\nvalue = "a"\nchoices = ["a"]\nwhy = ""', "exactly two settings"),
        ('[conventions.x]\nvalue = "a"\nchoices = "a"', "choices lists each once"),
        ('[conventions.x]\nvalue = "a"\nchoices = ["a", "a"]', "choices lists each once"),
        ('[conventions.x]\nvalue = "a"\nchoices = ["a", 1]', "1 is no value"),
        ('[conventions.x]\nvalue = "A"\nchoices = ["A"]', "'A' is no value"),
        ('[conventions.x]\nvalue = "b"\nchoices = ["a"]', "'b' is not among its choices, a"),
        (
            '[conventions.x]\nvalue = "a"\nchoices = ["a", "b-c"]\n'
            '[conventions.y]\nvalue = "a"\nchoices = ["a", "b_c"]',
            r"x=b-c and y=b_c would both have their solutions in solution_b_c\.py",
        ),
        ('chosen = {"a" = "b"}', "'chosen' is not a setting"),
    ],
)
def test_a_wrong_table_is_refused_with_its_file(root: Path, settings: str, words: str):
    write_settings(root, settings)
    with pytest.raises(AuthoringError, match=rf"assignment\.toml: .*{words}"):
        Course(root).assignment("tally")


def test_first_values_need_no_file_and_so_may_be_equal(root: Path):
    write_settings(
        root,
        '[conventions.x]\nvalue = "off"\nchoices = ["off", "on"]\n'
        '[conventions.y]\nvalue = "off"\nchoices = ["off", "yes"]\n',
    )
    assert Course(root).assignment("tally").in_force == {"x": "off", "y": "off"}


def test_each_value_but_the_first_may_have_solutions_of_its_own(tally: Assignment):
    names = [
        tally.under({"reduction": v}).solution("total").name for v in ("mean", "sum", "half-sum")
    ]
    assert names == ["solution.py", "solution_sum.py", "solution_half_sum.py"]


def test_an_exercise_without_a_solution_of_its_own_keeps_the_usual_one(tally: Assignment):
    assert tally.under({"reduction": "sum"}).solution("shift").name == "solution.py"


def test_what_the_file_puts_in_force_decides_and_not_what_is_usual(root: Path):
    choices = 'choices = ["mean", "sum", "half-sum"]\n'
    write_settings(root, f'[conventions.reduction]\nvalue = "sum"\n{choices}')
    tally = Course(root).assignment("tally")
    assert tally.solution("total").name == "solution_sum.py"
    assert tally.under({"reduction": "mean"}).solution("total").name == "solution.py"


def test_a_solution_of_no_value_is_refused(tally: Assignment):
    (tally.reference / "total/solution_summ.py").write_text("")
    with pytest.raises(AuthoringError, match=r"solution_summ\.py belongs to no value"):
        tally.solution("total")


def test_two_solutions_for_the_values_in_force_are_refused(root: Path):
    write_settings(
        root,
        '[conventions.reduction]\nvalue = "sum"\nchoices = ["mean", "sum", "half-sum"]\n'
        '[conventions.sign]\nvalue = "minus"\nchoices = ["plus", "minus"]\n',
    )
    (root / "reference/tally/total/solution_minus.py").write_text("")
    with pytest.raises(AuthoringError, match=r"solution_sum\.py and solution_minus\.py both"):
        Course(root).assignment("tally").solution("total")


def test_a_selection_is_put_under_the_values_wherever_it_has_the_convention(root: Path):
    other = root / "assignments/other/assignment.toml"
    other.parent.mkdir()
    other.write_text('title = "Without"\norder = 1\n')
    found = Course(root).select((), {"reduction": "sum"})
    assert [a.label for a in found] == ["tally (reduction=sum)", "other"]
    with pytest.raises(AuthoringError, match=r"assignment\.toml: .* no value 'max'"):
        Course(root).select((), {"reduction": "max"})
    with pytest.raises(AuthoringError, match="No convention is called 'reduction' in other"):
        Course(root).select(("other",), {"reduction": "sum"})


def test_a_condition_reads_one_value_or_several():
    assert read_condition("dropout=keep", "x") == Condition("dropout", ("keep",))
    several = read_condition(" dropout = keep, keep-scaled ", "x")
    assert several == Condition("dropout", ("keep", "keep-scaled"))


@pytest.mark.parametrize("text", ["", "dropout", "=keep", "dropout=", "a=b,,c", "a=b=c", "A=b"])
def test_what_is_no_condition_is_refused_with_its_place(text: str):
    with pytest.raises(AuthoringError, match=r"here: .* is no convention"):
        read_condition(text, "here")


def test_a_condition_holds_under_its_values_only():
    condition = Condition("dropout", ("keep", "keep-scaled"))
    assert condition.holds({"dropout": "keep"})
    assert not condition.holds({"dropout": "drop"})
    assert not condition.holds({})
