import io
from dataclasses import replace
from typing import Any

import pytest
from rich.cells import cell_len
from rich.console import Console

from autograder.feedback.glance import Glance
from autograder.feedback.table import ClassTable, middle, plain_table, summary
from autograder.verdict import ExerciseResult, Report, ReportStatus


def many(reports: list[Report], times: int) -> list[Report]:
    return [replace(r, student=f"{r.student}-{n}") for n in range(times) for r in reports]


def class_table(reports: list[Report], title: str = "", **about: Any) -> ClassTable:
    return ClassTable(Glance(reports), title, **about)


def row(text: str, begins: str) -> str:
    (line,) = [line for line in text.splitlines() if line.startswith(begins)]
    return line


def test_a_row_shows_points_share_and_a_mark_an_exercise(reports: list[Report]) -> None:
    text = plain_table(class_table(reports))
    assert " ".join(row(text, "claude").split()) == "claude.shannon 13 / 13 100 % ✓ ✓ ✓ ✓ ✓"
    assert row(text, "zeno").split()[-5:] == ["·", "◐", "·", "·", "·"]


@pytest.mark.parametrize("width", [60, 80, 120])
def test_no_line_is_wider_than_the_page(reports: list[Report], width: int) -> None:
    lines = plain_table(class_table(reports, "PySmorch"), width).splitlines()
    assert all(cell_len(line) <= width and line == line.rstrip() for line in lines)


def test_fifteen_exercises_fit_into_eighty_columns(reports: list[Report]) -> None:
    linear = reports[0].exercises[0].checks
    long = tuple(ExerciseResult(f"exercise_{n}", linear) for n in range(15))
    text = plain_table(class_table([replace(reports[0], exercises=long)]))
    assert row(text, "ada").count("◐") == 15


def test_marks_beyond_the_page_are_cut_and_not_folded(reports: list[Report]) -> None:
    linear = reports[0].exercises[0].checks
    long = tuple(ExerciseResult(f"exercise_{n}", linear) for n in range(60))
    text = plain_table(class_table([replace(reports[0], exercises=long)]))
    assert cell_len(row(text, "ada")) <= 80


def test_an_exercise_that_a_report_lacks_is_left_blank(reports: list[Report]) -> None:
    short = replace(reports[5], student="short", exercises=reports[5].exercises[:2])
    text = plain_table(class_table([reports[0], short]))
    assert row(text, "short").split()[-2:] == ["✓", "✓"]


def test_a_console_that_can_only_do_ascii_gets_ascii(reports: list[Report]) -> None:
    text = plain_table(
        class_table(reports, "Ünïcode", exercise_titles={"relu": "ReLU →"}), encoding="ascii"
    )
    assert text.isascii()
    assert row(text, "zeno").split()[-5:] == [".", "+", ".", ".", "."]
    assert "# full" in text


def test_printing_to_an_ascii_console_does_not_raise(reports: list[Report]) -> None:
    target = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
    Console(file=target, width=80).print(class_table(reports, "Ünïcode"))
    target.seek(0)
    assert "G?del, Kurt" in target.read()


def test_colour_is_for_terminals_only(reports: list[Report]) -> None:
    table = class_table(reports)
    assert "\x1b" not in plain_table(table)
    terminal = Console(file=io.StringIO(), force_terminal=True, color_system="standard", width=80)
    with terminal.capture() as captured:
        terminal.print(table)
    assert "\x1b[31m" in captured.get()


def test_what_was_not_graded_says_why_and_shows_no_points(reports: list[Report]) -> None:
    text = plain_table(class_table(reports))
    assert "ungradable: The notebook is not" in row(text, "charles.babbage")
    assert "grader error: The box ended" in row(text, "joan.clarke")
    assert "0 /" not in row(text, "joan.clarke")


def test_a_long_name_loses_its_middle(reports: list[Report]) -> None:
    assert row(plain_table(class_table(reports)), "hubert").startswith("hubert-blain…bergerdorff ")


@pytest.mark.parametrize("text", ["short", "x" * 100, "李" * 50, "a李" * 30])
def test_a_shortened_name_fits_whatever_its_characters_are_wide(text: str) -> None:
    assert cell_len(middle(text, 20, "…")) <= 20
    assert (middle(text, 20, "…") == text) == (text == "short")


def test_a_name_cannot_repaint_the_terminal_or_be_read_as_markup(reports: list[Report]) -> None:
    rogue = replace(reports[0], student="\x1b[2J[red]x[/red]\u202e")
    text = plain_table(class_table([rogue]))
    assert "\x1b" not in text
    assert "[red]x[/red]\ufffd" in text


def test_sixty_rows_are_all_shown_and_sixty_one_are_not(reports: list[Report]) -> None:
    assert "Shown:" not in plain_table(class_table(many(reports, 2)[:60]))
    assert "Shown:" in plain_table(class_table(many(reports, 2)[:61]))


def test_a_large_class_shows_trouble_and_the_worst_and_where_the_rest_is(
    reports: list[Report],
) -> None:
    text = plain_table(class_table(many(reports, 10), everything="grades/results.csv"))
    assert len(text.splitlines()) < 50
    assert text.count("zeno.of-elea") == text.count("charles.babbage") == 10
    assert "claude.shannon" not in text
    assert "40 of 320" in text
    assert "grades/results.csv" in text


def test_the_summary_counts_and_averages(reports: list[Report]) -> None:
    assert summary(Glance(reports), elapsed=4.0) == (
        "30 graded, mean 82 %, median 88 %, 1 ungradable, 1 grader error, "
        "8.0 submissions per second"
    )


def test_the_summary_of_an_untroubled_class_names_no_trouble(perfect: Report) -> None:
    assert summary(Glance([perfect])) == "1 graded, mean 100 %, median 100 %"


def test_nothing_graded_still_makes_a_table(reports: list[Report]) -> None:
    lost = [report for report in reports if report.status is not ReportStatus.GRADED]
    assert plain_table(class_table(lost)).endswith("0 graded, 1 ungradable, 1 grader error\n")
    assert plain_table(class_table([])).endswith("0 graded\n")
