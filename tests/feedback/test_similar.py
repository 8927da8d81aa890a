"""Submissions that share more code than chance would have it."""

from __future__ import annotations

from dataclasses import replace

from autograder.feedback.outline import Outline
from autograder.feedback.similar import outlines, similar
from autograder.verdict import OwnCell

LABS = ("linear", "relu", "bias", "loss", "network")


def own(student, **shared):
    """A submission of five answers, its own but for those that are said to be another's."""
    return {lab: Outline(f"{lab} of {shared.get(lab, student)}", 80) for lab in LABS}


def test_a_class_of_everybodys_own_work_has_no_groups():
    assert similar([own(f"student {n}") for n in range(30)]) == []


def test_three_copies_are_one_group_that_says_what_they_share():
    copies = [own("ada"), own("ben", **dict.fromkeys(LABS, "ada")), own("ada")]
    (group,) = similar([*copies, *(own(f"student {n}") for n in range(20))])
    assert group.members == (0, 1, 2)
    assert group.exercises == LABS


def test_one_short_answer_in_common_is_chance():
    class_ = [own(f"student {n}") for n in range(20)]
    class_[3]["relu"] = class_[7]["relu"] = Outline("relu of both", 12)
    assert similar(class_) == []


def test_what_half_of_the_class_writes_is_how_one_writes_it():
    usual = dict.fromkeys(LABS, "everybody")
    assert similar([own(f"student {n}", **usual) for n in range(20)]) == []


def test_most_of_both_must_be_in_common():
    half = dict.fromkeys(LABS[:2], "ada")
    assert similar([own("ada"), own("ben", **half), *(own(str(n)) for n in range(9))]) == []
    most = dict.fromkeys(LABS[:4], "ada")
    (group,) = similar([own("ada"), own("ben", **most), *(own(str(n)) for n in range(9))])
    assert group.exercises == LABS[:4]


def test_two_in_an_otherwise_empty_class_can_still_be_alike():
    assert similar([own("ada"), own("ada")])
    assert similar([]) == []
    assert similar([{}, {}]) == []


def test_outlines_are_of_the_students_own_cells(perfect):
    source = "def f(x):\n    y = x + 1\n    return [y, y * 2]"
    exercises = tuple(
        replace(e, cells=(OwnCell(3, source),) if n == 0 else ())
        for n, e in enumerate(perfect.exercises)
    )
    assert list(outlines(replace(perfect, exercises=exercises))) == [exercises[0].name]
