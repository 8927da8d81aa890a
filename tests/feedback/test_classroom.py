from dataclasses import replace

import pytest

from autograder.feedback.classroom import class_page
from autograder.feedback.filenames import key
from autograder.feedback.layout import environment
from autograder.feedback.tally import tally
from autograder.verdict import Report, ReportStatus


def page(reports: list[Report], titles: dict[str, str] | None = None) -> str:
    links = {key(report): f"feedback/{n}.html" for n, report in enumerate(reports)}
    return class_page(environment(), tally(reports), links, "PySmorch", titles or {})


def test_every_submission_is_linked_and_listed(reports: list[Report]) -> None:
    html = page(reports)
    for number, report in enumerate(reports):
        link = f'<a href="feedback/{number}.html"><bdi>{report.student}</bdi></a>'
        assert html.count(link) == (1 if report.status is ReportStatus.GRADED else 2)


def test_who_was_not_graded_comes_first_and_with_the_whole_reason(reports: list[Report]) -> None:
    html = page(reports)
    assert html.index("killed by signal 9") < html.index("not valid JSON") < html.index("<svg")
    assert "Nobody lost a point" in html


def test_trouble_is_not_mentioned_where_there_is_none(perfect: Report) -> None:
    html = page([perfect])
    assert "Grader errors" not in html
    assert "Ungradable" not in html
    assert "Nobody missed a check" in html


def test_the_numbers_are_those_of_the_tally(reports: list[Report]) -> None:
    html = page(reports)
    for name, value in (
        ("Submissions", "32"),
        ("Graded", "30"),
        ("Mean", "82 %"),
        ("Median", "88 %"),
    ):
        assert f"<dt>{name}</dt><dd>{value}</dd>" in html
    assert "<dt>Full marks</dt><dd>10</dd>" in html


def test_the_histogram_has_axes_with_names_and_words_for_who_cannot_see_it(
    reports: list[Report],
) -> None:
    html = page(reports)
    assert 'role="img" aria-labelledby="chart-title chart-words"' in html
    assert "per cent of the points</text>" in html
    assert "submissions</text>" in html
    assert "90–100 %: 14." in html
    assert html.count("<rect") == 8


def test_what_was_missed_most_is_counted_and_the_rest_is_folded(
    reports: list[Report], titles: dict[str, str]
) -> None:
    html = page(reports, titles)
    missed = html[html.index("What was missed most") :]
    assert missed.index("<strong>11</strong> of 30") < missed.index("<strong>7</strong> of 30")
    assert "<code>linear/mean_gradient</code> × 3" in missed
    assert "<summary>The other 5 that somebody missed</summary>" in missed
    assert "Cross-entropy" in missed


def test_isolation_and_times_are_told(reports: list[Report]) -> None:
    html = page([*reports, replace(reports[0], submission="again", isolation="none")])
    assert "<strong>strict</strong> for 32, <strong>none</strong> for 1." in html
    assert '<th scope="row">cells</th>' in html


def test_the_seed_is_on_no_page(reports: list[Report]) -> None:
    assert reports[0].seed not in page(reports)


def test_an_exercise_that_a_report_lacks_is_an_empty_cell(reports: list[Report]) -> None:
    short = replace(reports[1], exercises=reports[1].exercises[:3])
    assert page([reports[0], short]).count("<td></td>") == 2


@pytest.mark.parametrize("status", [ReportStatus.UNGRADABLE, ReportStatus.GRADER_ERROR])
def test_a_class_of_which_nobody_was_graded_still_has_a_page(
    perfect: Report, status: ReportStatus
) -> None:
    html = page([replace(perfect, status=status, reason="")])
    assert "<svg" not in html
    assert "No reason was given." in html
    assert "<dt>Mean</dt>" not in html


def test_no_reports_make_an_empty_page_and_not_an_error() -> None:
    assert "<dt>Submissions</dt><dd>0</dd>" in page([])


def test_nothing_from_a_submission_is_markup_here_either(perfect: Report) -> None:
    bad = "<script>x</script>"
    checks = tuple(
        replace(check, title=bad, name=bad, mistake=bad, status="failed")
        for check in perfect.exercises[0].checks
    )
    exercises = (replace(perfect.exercises[0], name=bad, checks=checks),)
    rogue = replace(
        perfect, student=bad, reason=bad, isolation=bad, exercises=exercises, timing={bad: 1.0}
    )
    lost = replace(rogue, submission="lost", status=ReportStatus.UNGRADABLE)
    html = page([rogue, lost], {bad: bad})
    assert "<script" not in html
    assert "&lt;script&gt;" in html
