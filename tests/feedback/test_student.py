import re
from dataclasses import replace
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from autograder.feedback.layout import LONGEST_OUTPUT, environment
from autograder.feedback.student import next_steps, student_page
from autograder.verdict import (
    CellProblem,
    CheckResult,
    CheckStatus,
    ExerciseResult,
    Report,
    ReportStatus,
)

ROGUE = "<script>alert('x')</script>\"'`<img src=x onerror=y>`{{ 7 * 7 }}"


class Tags(HTMLParser):
    """Every opened tag with its attributes, the text, and whether tags close in order."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.opened: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.stack: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))
        if tag not in ("meta", "line", "rect"):
            self.stack.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.opened.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.stack.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.stack:
            self.text += data


def page(report: Report, title: str = "PySmorch", titles: dict[str, str] | None = None) -> str:
    return student_page(environment(), report, title, titles or {})


def rogue(status: ReportStatus) -> Report:
    checks = tuple(CheckResult(ROGUE, ROGUE, each, 0, 1, ROGUE, ROGUE) for each in CheckStatus)
    return Report(
        assignment=ROGUE, submission=ROGUE, student=ROGUE, sha256=ROGUE, status=status,
        isolation=ROGUE, seed=ROGUE, exercises=(ExerciseResult(ROGUE, checks),), reason=ROGUE,
        notes=(ROGUE,), cells=(CellProblem(1, ROGUE, ROGUE, ROGUE, 1, ROGUE),), output=ROGUE,
        timing={ROGUE: 1.0},
    )  # fmt: skip


@pytest.mark.parametrize("status", ReportStatus)
def test_nothing_from_a_submission_is_ever_markup(status: ReportStatus) -> None:
    html = page(rogue(status), ROGUE, {ROGUE: ROGUE})
    tags = Tags(html)
    assert not {tag for tag, _ in tags.opened} & {"script", "img"}
    assert not any(name.startswith("on") for _, attributes in tags.opened for name in attributes)
    assert "<script>alert" in tags.text
    assert "49" not in tags.text
    assert tags.stack == []


def test_a_page_stands_alone(troubled: Report) -> None:
    tags = Tags(page(troubled))
    assert not {tag for tag, _ in tags.opened} & {"script", "link", "img", "iframe"}
    assert not any({"src", "href"} & set(attributes) for _, attributes in tags.opened)
    assert "url(" not in page(troubled)
    assert "@import" not in page(troubled)


def test_a_page_has_landmarks_one_first_heading_and_no_skipped_level(troubled: Report) -> None:
    opened = [tag for tag, _ in Tags(page(troubled)).opened]
    assert [opened.count(tag) for tag in ("main", "h1", "footer")] == [1, 1, 1]
    levels = [int(tag[1]) for tag in opened if re.fullmatch("h[1-6]", tag)]
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_every_label_that_is_referred_to_exists_once(troubled: Report) -> None:
    opened = Tags(page(troubled)).opened
    ids = [attributes["id"] for _, attributes in opened if "id" in attributes]
    used = {
        attributes["aria-labelledby"] for _, attributes in opened if "aria-labelledby" in attributes
    }
    assert len(ids) == len(set(ids))
    assert used <= set(ids)


@pytest.mark.parametrize("status", ReportStatus)
def test_seed_and_isolation_and_mistakes_stay_with_the_instructor(
    troubled: Report, status: ReportStatus
) -> None:
    html = page(replace(troubled, status=status, isolation="unprivileged-xyz", reason=""))
    for secret in (troubled.seed, "unprivileged-xyz", "linear/mean_gradient", "submitted/"):
        assert secret not in html


def test_the_score_and_every_check_are_told_in_words(troubled: Report) -> None:
    text = Tags(page(troubled, titles={"linear": "The linear layer"})).text
    assert "7.5 of 13 points" in text
    assert "9 of 15 checks passed" in text
    for words in ("The linear layer", "Passed", "Not right yet", "Raised an error", "Not tried"):
        assert words in text
    assert "Your gradient is exactly 1/M of the right one" in text


def test_the_lines_after_a_messages_first_keep_their_shape(troubled: Report) -> None:
    assert "expected G = [[1], [2]]\n     got G = [[0.5], [1]]</pre>" in page(troubled)


def test_a_cell_that_raised_is_shown_with_its_line(troubled: Report) -> None:
    text = Tags(page(troubled)).text
    assert "Code cell 7, line 3" in text
    assert "y = np.ones(3)" in text
    assert "NameError: no name 'np'" in text
    assert "Code cell 11\n" in text


def test_a_check_without_a_title_goes_by_its_name(perfect: Report) -> None:
    bare = ExerciseResult("relu", (CheckResult("at_zero", "", CheckStatus.FAILED, 0, 1),))
    report = replace(perfect, exercises=(bare,))
    assert next_steps(report, {}) == ("Start with “relu”: at_zero.",)
    assert "at_zero" in Tags(page(report)).text


def test_what_was_printed_is_folded_and_bounded(perfect: Report) -> None:
    html = page(replace(perfect, output="\x1b[1mx\x1b[0m" * (LONGEST_OUTPUT + 5)))
    assert "<details>" in html
    assert "<details open" not in html
    assert "5 more characters left out" in html
    assert "\x1b" not in html


def test_the_next_step_is_the_first_check_that_failed(troubled: Report) -> None:
    steps = next_steps(replace(troubled, cells=()), {"linear": "The linear layer"})
    assert steps == (
        "Start with “The linear layer”: `backward` stores the gradient of W in `self.G`.",
        "Your gradient is exactly 1/M of the right one: the loss already divides by the batch.",
    )


def test_a_cell_that_raised_comes_before_the_checks(troubled: Report) -> None:
    first, second, *_ = next_steps(troubled, {})
    assert first.startswith("Code cell 7 ")
    assert second.startswith("Then turn to “linear”")


def test_a_skipped_check_is_the_next_step_only_where_no_other_was_missed(perfect: Report) -> None:
    skipped = CheckResult("a", "First", CheckStatus.SKIPPED, 0, 1)
    failed = CheckResult("b", "Second", CheckStatus.FAILED, 0, 1)
    both = replace(perfect, exercises=(ExerciseResult("relu", (skipped, failed)),))
    assert next_steps(both, {})[0] == "Start with “relu”: Second."
    only = replace(perfect, exercises=(ExerciseResult("relu", (skipped,)),))
    assert next_steps(only, {})[0] == "Start with “relu”: First."


def test_a_perfect_submission_gets_a_kind_word(perfect: Report) -> None:
    assert "Well done" in Tags(page(perfect)).text
    assert "Start with" not in Tags(page(perfect)).text


def test_an_ungradable_submission_reads_why_and_what_to_do(troubled: Report) -> None:
    lost = replace(troubled, status=ReportStatus.UNGRADABLE, reason="It holds no code.")
    text = Tags(page(lost)).text
    assert "It holds no code." in text
    assert "What to do" in text
    assert "points" not in text
    assert "Code cell 7" in text


def test_a_grader_error_shows_no_score_and_none_of_the_graders_words(troubled: Report) -> None:
    broken = replace(troubled, status=ReportStatus.GRADER_ERROR, reason="box 7 died in /srv/grader")
    text = Tags(page(broken)).text
    assert "costs you nothing" in text
    for absent in ("points", "7.5", "/srv/grader", "Not right yet", "Code cell"):
        assert absent not in text
