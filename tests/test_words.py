import pytest

from autograder.verdict import CheckResult, CheckStatus, Report, ReportStatus
from autograder.words import (
    check_word,
    clean,
    clip,
    label,
    one_line,
    percent,
    points,
    share,
    submission_name,
)


def a_report(student: str | None, submission: str) -> Report:
    return Report("lab", submission, student, "00", ReportStatus.GRADED, "strict", "seed")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (3, "3"),
        (2.5, "2.5"),
        (2 / 3, "0.67"),
        (0.0, "0"),
        (-0.001, "0"),
        (100, "100"),
        (1e6, "1000000"),
    ],
)
def test_points_have_no_trailing_zeros_and_at_most_two_decimals(value: float, text: str) -> None:
    assert points(value) == text


def test_only_full_points_are_called_a_hundred_per_cent() -> None:
    assert percent(share(999, 1000)) == "99 %"
    assert percent(share(0.1 + 0.2, 0.3)) == "100 %"
    assert percent(share(0, 3)) == "0 %"


def test_nothing_to_earn_is_a_full_share_and_less_than_nothing_is_none() -> None:
    assert share(0, 0) == 1
    assert share(-1, 4) == 0


def test_colours_titles_and_links_of_a_terminal_are_taken_out() -> None:
    assert clean("\x1b[31mred\x1b[0m \x1b]0;owned\x07title \x1b]8;;http://x\x1b\\link") == (
        "red title link"
    )


def test_an_overwritten_line_shows_what_was_left_standing() -> None:
    assert clean("10 %\r50 %\r100 %\r\nnext\r") == "100 %\nnext"


def test_unseen_characters_leave_a_trace() -> None:
    assert clean("a\x00b\u202ec\ud800d\te\n") == "a\ufffdb\ufffdc\ufffdd\te\n"


def test_one_line_is_one_line() -> None:
    assert one_line(" a\n\n b\tc ") == "a b c"


def test_a_clipped_text_says_how_much_was_left_out() -> None:
    assert clip("abc", 3) == "abc"
    assert clip("x" * 2003, 3) == "xxx\n… 2,000 more characters left out."


def test_some_points_of_a_failed_check_are_partly_right() -> None:
    def word(status: CheckStatus, earned: float) -> str:
        return check_word(CheckResult("c", "t", status, earned, 2))

    assert word(CheckStatus.FAILED, 1) == "Partly right"
    assert word(CheckStatus.FAILED, 0) == "Not right yet"
    assert word(CheckStatus.PASSED, 1) == "Passed"


def test_every_status_of_a_check_has_a_word_of_its_own() -> None:
    words = {check_word(CheckResult("c", "t", status, 0, 1)) for status in CheckStatus}
    assert len(words) == len(CheckStatus)


def test_a_report_is_called_by_its_student_or_by_the_end_of_its_path() -> None:
    assert label(a_report("ada", "/home/prof/in/ada/lab.ipynb")) == "ada"
    assert label(a_report(None, "/home/prof/in/ada/lab.ipynb")) == "ada/lab.ipynb"
    assert label(a_report(" \n", "C:\\in\\ada\\lab.ipynb")) == "ada/lab.ipynb"
    assert label(a_report(None, "")) == "submission"


def test_a_submissions_name_does_not_tell_where_the_grader_keeps_it() -> None:
    assert submission_name(a_report("ada", "/home/prof/in/ada/lab.ipynb")) == "lab.ipynb"
