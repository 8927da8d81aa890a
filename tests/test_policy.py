"""The rules for points are read where they stand, and a slip in them is told with its file."""

from __future__ import annotations

import pytest

from autograder.course import Course
from autograder.errors import AuthoringError
from autograder.policy import Policy


@pytest.fixture
def lab(tmp_path):
    """The lab of a course with this policy of its own and this one for all."""

    def lab(own="", course=""):
        path = tmp_path / "assignments/lab/assignment.toml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f'title = "Lab"\n{own}')
        (tmp_path / "course.toml").write_text(course)
        return Course(tmp_path).assignment("lab")

    return lab


def test_without_a_policy_every_point_counts(lab):
    assert lab().policy == Policy()


def test_an_assignment_overrides_the_course_and_inherits_the_rest(lab):
    made = lab(
        '[policy]\nlate_percent = 20\nbonus = ["network"]',
        "[policy]\nlate_percent = 10\ngrace_minutes = 15\ndrop_lowest = 1",
    )
    assert made.policy == Policy(
        late_percent=20, grace_minutes=15, bonus=("network",), drop_lowest=1
    )


def test_the_rules_are_told_to_students_in_sentences():
    assert Policy().told == ()
    policy = Policy(
        late_percent=10, late_most=30, late_days=5, grace_minutes=15, bonus=("net",), counts="best"
    )
    assert " ".join(policy.told) == (
        "Each day begun after the due date costs 10 % of the points, at most 30 %. After 5 days "
        "nothing counts. 15 minutes are forgiven. Bonus, on top of the total: net. Of several "
        "submissions the best counts."
    )


@pytest.mark.parametrize(
    ("own", "course", "told"),
    [
        ("[policy]\nlate = 1", "", "assignment.toml: .policy. 'late' is not a setting"),
        ("[policy]\nlate_percent = 101", "", "from 0 to 100; it is 101"),
        ("[policy]\nlate_percent = true", "", "from 0 to 100; it is True"),
        ("[policy]\ngrace_minutes = -1", "", "number of minutes"),
        ('[policy]\nbonus = "network"', "", "a list of exercises"),
        ('[policy]\ncounts = "first"', "", "'latest' or 'best'"),
        ("[policy]\ndrop_lowest = 1", "", "put it into course.toml"),
        ('policy = "hard"', "", "must be a table"),
        ("", "[policy]\nlate_percent = 'x'", "course.toml: .policy. 'late_percent'"),
        ("", "title = 'x'", "course.toml: 'title' is not a setting"),
        ("", "[policy", "course.toml is no TOML"),
    ],
)
def test_a_slip_is_told_with_its_file(lab, own, course, told):
    with pytest.raises(AuthoringError, match=told):
        lab(own, course)
