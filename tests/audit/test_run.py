"""An audit that cannot fail proves nothing: planted faults in a bank and in checks are reported."""

from __future__ import annotations

import pytest

from autograder.audit.run import answers_of, audit, parse_target, sum_up
from autograder.course import Course
from autograder.errors import AuthoringError


@pytest.fixture
def audited(small_root, isolation):
    """Audit the small lab as it stands on disk; returns the outcomes by exercise."""

    def audited(seeds=2):
        lab = Course(small_root).assignment("small")
        answers = answers_of(lab, lab.exercises)
        outcomes = list(audit(lab, answers, seeds, 1, isolation))
        return {one.exercise: one for one in sum_up(lab, lab.exercises, outcomes)}

    return audited


@pytest.fixture
def write(small_root):
    def write(name, text):
        path = small_root / "reference/small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path

    return write


def bad(audited):
    return {(one.exercise, o.answer.name) for one in audited.values() for o in one.bad}


def test_a_sound_bank_has_nothing_bad(audited):
    found = audited()
    assert bad(found) == set()
    assert [len(found[name].wrong) for name in ("half", "square")] == [1, 1]
    assert [len(found[name].right) for name in ("half", "square")] == [1, 1]
    [caught] = found["square"].wrong
    assert (caught.missed, caught.seeds, caught.points, caught.max_points) == (0, 2, 2, 6)
    assert "exactly" in caught.message or "times" in caught.message


def test_a_mistake_that_its_check_does_not_catch_is_reported(audited, write):
    write(
        "half/mistakes/is_right.py",
        '"""Nothing is wrong.\n\nCaught-by: halves\n"""\n\n\ndef half(x):\n    return x / 2\n',
    )
    found = audited()
    assert bad(found) == {("half", "is_right")}
    [outcome] = found["half"].bad
    assert (outcome.missed, outcome.seeds, outcome.lost) == (2, 2, {})


def test_a_mistake_caught_by_another_check_only_is_reported(audited, write):
    square = (
        "class Square:\n    def __init__(self, below):\n        self.below = below\n\n"
        "    def forward(self):\n        self.x = self.below.forward()\n"
        "        return 3 * self.x\n\n"
        "    def backward(self, d):\n        self.below.backward(2 * self.x * d)\n"
    )
    write("square/mistakes/triples.py", f'"""Words.\n\nCaught-by: gradient_X\n"""\n\n\n{square}')
    found = audited()
    assert bad(found) == {("square", "triples")}
    assert "forward" in found["square"].bad[0].lost


def test_a_check_that_is_only_skipped_has_not_caught_anything(audited, write):
    write(
        "square/mistakes/empty.py",
        '"""Words.\n\nCaught-by: new_batch\n"""\n\n\nclass Square:\n    pass\n',
    )
    assert bad(audited()) == {("square", "empty")}


def test_a_variant_that_loses_points_is_reported(audited, write):
    write("half/variants/wrong.py", '"""Differently."""\n\n\ndef half(x):\n    return x / 3\n')
    found = audited()
    assert bad(found) == {("half", "wrong")}
    [outcome] = found["half"].bad
    assert (outcome.lost, outcome.points) == ({"halves": 2}, 0)


def test_a_variant_that_loses_under_one_seed_only_is_reported(audited, write):
    write(
        "half/variants/sometimes.py",
        '"""Now and then."""\n\ncount = []\n\n\ndef half(x):\n    count.append(1)\n'
        "    return x / (2 if len(count) != 3 else 3)\n",
    )
    assert bad(audited(seeds=1)) == set()
    found = audited(seeds=4)
    assert bad(found) == {("half", "sometimes")}
    assert found["half"].bad[0].lost == {"halves": 1}


def test_checks_that_no_mistake_names_are_idle(audited):
    found = audited(seeds=1)
    assert found["half"].idle == ()
    assert set(found["square"].idle) == {"forward", "new_batch"}


# --- a bank that is wrong ------------------------------------------------------------------------

WRONG = {
    "no Caught-by": ('"""Words."""\nx = 1\n', "must end with a line `Caught-by: <check>`"),
    "no docstring": ("x = 1\n", "must end with a line `Caught-by: <check>`"),
    "no words": ('"""Caught-by: halves"""\nx = 1\n', "must say what a student should read"),
    "an unknown check": (
        '"""Words.\n\nCaught-by: thirds\n"""\nx = 1\n',
        "there is no check 'thirds'. The checks are: halves.",
    ),
    "a syntax error": ('"""Words.\n\nCaught-by: halves\n"""\ndef half(:\n', "mistakes/wrong.py:5:"),
}


@pytest.mark.parametrize("name", WRONG)
def test_a_mistake_that_is_no_entry_names_its_file(small_root, write, name):
    text, words = WRONG[name]
    path = write("half/mistakes/wrong.py", text)
    lab = Course(small_root).assignment("small")
    with pytest.raises(AuthoringError) as caught:
        answers_of(lab, ("half",))
    assert str(path) in str(caught.value)
    assert words in str(caught.value)


def test_targets_are_an_assignment_or_one_of_its_exercises(small):
    course = Course(small.root)
    assert parse_target(course, "small")[1] == ("half", "square")
    assert parse_target(course, "small/half")[1] == ("half",)
    with pytest.raises(AuthoringError, match=r"no exercise 'third'\. It has: half, square\."):
        parse_target(course, "small/third")
    with pytest.raises(AuthoringError, match="no assignment 'large'"):
        parse_target(course, "large")
