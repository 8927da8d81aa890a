import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import GraderError
from autograder.feedback.filenames import key
from autograder.feedback.folder import Beyond, write_pages
from autograder.scores.final import Score
from autograder.verdict import OwnCell, Report


def written(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_each_report_gets_a_page_and_the_class_one(
    reports: list[Report], titles: dict[str, str], tmp_path: Path
) -> None:
    assert write_pages(reports, tmp_path, "PySmorch", titles) == tmp_path / "class.html"
    files = written(tmp_path)
    assert len(files) == len(reports) + 2
    assert set(files) > {"class.html", "feedback/ada.lovelace.html"}


def test_every_link_of_the_class_page_leads_to_a_page(
    reports: list[Report], titles: dict[str, str], tmp_path: Path
) -> None:
    page = write_pages(reports, tmp_path, "PySmorch", titles)
    links = set(re.findall(r'href="([^"]+)"', page.read_text(encoding="utf-8")))
    assert len(links) == len(reports) + 1  # and the table
    assert all((tmp_path / link).is_file() for link in links)


def test_writing_twice_gives_the_same_bytes(
    reports: list[Report], titles: dict[str, str], tmp_path: Path
) -> None:
    write_pages(reports, tmp_path, "PySmorch", titles)
    before = written(tmp_path)
    write_pages(reports, tmp_path, "PySmorch", titles)
    assert written(tmp_path) == before


def test_the_order_of_the_reports_does_not_change_the_pages(
    reports: list[Report], titles: dict[str, str], tmp_path: Path
) -> None:
    write_pages(reports, tmp_path / "one", "PySmorch", titles)
    write_pages(reversed(reports), tmp_path / "two", "PySmorch", titles)
    assert written(tmp_path / "one") == written(tmp_path / "two")


def test_no_name_leads_out_of_the_folder(perfect: Report, tmp_path: Path) -> None:
    names = [
        "../../evil",
        "/etc/evil",
        "a/../../b",
        "..",
        "C:\\evil",
        "x" * 9999,
        "\ud800",
        "\x00",
        "",
    ]
    rogues = [
        replace(perfect, student=name, submission=f"{n}/{name}") for n, name in enumerate(names)
    ]
    out = tmp_path / "a" / "b" / "out"
    write_pages(rogues, out, "PySmorch", {})
    assert len(list((out / "feedback").iterdir())) == len(names)
    assert len(written(tmp_path)) == len(names) + 2


def test_a_report_that_comes_twice_counts_once_as_it_came_last(
    perfect: Report, tmp_path: Path
) -> None:
    later = replace(perfect, notes=("Graded again.",))
    page = write_pages([perfect, later], tmp_path, "PySmorch", {})
    assert "<dt>Submissions</dt><dd>1</dd>" in page.read_text(encoding="utf-8")
    only = (tmp_path / "feedback" / "ada.lovelace.html").read_text(encoding="utf-8")
    assert "Graded again." in only


def test_a_link_planted_in_the_folder_is_replaced_and_not_followed(
    perfect: Report, tmp_path: Path
) -> None:
    target = tmp_path / "gradebook"
    target.write_text("precious")
    (tmp_path / "out" / "feedback").mkdir(parents=True)
    (tmp_path / "out" / "feedback" / "ada.lovelace.html").symlink_to(target)
    write_pages([perfect], tmp_path / "out", "PySmorch", {})
    assert target.read_text() == "precious"


def test_what_cannot_be_written_is_a_grader_error_that_names_it(
    perfect: Report, tmp_path: Path
) -> None:
    (tmp_path / "feedback").write_text("a file stands where the folder should be")
    with pytest.raises(GraderError, match=re.escape(os.path.join("feedback", "ada.lovelace.html"))):
        write_pages([perfect], tmp_path, "PySmorch", {})


def test_reports_are_read_one_at_a_time(reports: list[Report], tmp_path: Path) -> None:
    def watched() -> Iterator[Report]:
        for number, report in enumerate(reports):
            done = tmp_path / "feedback"
            assert (len(list(done.iterdir())) if done.exists() else 0) == number
            yield report

    write_pages(watched(), tmp_path, "PySmorch", {})


def test_three_hundred_pages_take_seconds(reports: list[Report], tmp_path: Path) -> None:
    many = (
        replace(report, submission=f"{n}/{report.submission}", output="line\n" * 10_000)
        for n in range(10)
        for report in reports
    )
    begun = time.process_time()
    write_pages(many, tmp_path, "PySmorch", {})
    assert time.process_time() - begun < 10


def test_the_classs_numbers_are_in_a_table_for_spreadsheets_too(
    reports: list[Report], titles: dict[str, str], tmp_path: Path
) -> None:
    write_pages(reports, tmp_path, "PySmorch", titles)
    head, *rows = (tmp_path / "class.csv").read_text(encoding="utf-8").splitlines()
    assert head.startswith("student,submission,status,points,out_of,counts_as,linear")
    assert len(rows) == len(reports)


def test_a_name_that_looks_like_a_formula_is_text(perfect: Report, tmp_path: Path) -> None:
    write_pages([replace(perfect, student="=HYPERLINK(1)")], tmp_path, "PySmorch", {})
    assert "\n'=HYPERLINK(1)," in (tmp_path / "class.csv").read_text(encoding="utf-8")


def test_a_notebook_that_is_still_there_gets_a_page_and_a_link_to_it(
    perfect: Report, tmp_path: Path
) -> None:
    data = b'{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}'
    write_pages([perfect], tmp_path, "PySmorch", {}, Beyond(handed_in=lambda report: data))
    assert (tmp_path / "feedback/notebooks/ada.lovelace.html").is_file()
    page = (tmp_path / "feedback/ada.lovelace.html").read_text(encoding="utf-8")
    assert 'href="notebooks/ada.lovelace.html"' in page


def test_who_handed_in_nothing_and_what_counts_is_shown(perfect: Report, tmp_path: Path) -> None:
    late = Score(1.0, 10.0, 2.0, 1.0, steps=("Handed in 1 day late: 1 point is taken off.",))
    beyond = Beyond({key(perfect): late}, ["Zeno & <Elea>"])
    page = write_pages([perfect], tmp_path, "PySmorch", {}, beyond)
    assert "Zeno &amp; &lt;Elea&gt;" in page.read_text(encoding="utf-8")
    own = (tmp_path / "feedback/ada.lovelace.html").read_text(encoding="utf-8")
    assert "It counts as <strong>1</strong> of 10" in own
    assert "1 day late" in own


def test_two_with_the_same_code_are_named_together(reports: list[Report], tmp_path: Path) -> None:
    lines = "\n".join(f"    a{n} = x + {n}" for n in range(80))
    source = f"def f(x):\n{lines}\n    return x"

    def with_code(report: Report, text: str) -> Report:
        exercises = (replace(report.exercises[0], cells=(OwnCell(1, text),)),)
        return replace(report, exercises=exercises)

    copied = [with_code(r, source.replace("x", n)) for r, n in zip(reports[:2], "yz", strict=True)]
    page = write_pages([*copied, *reports[2:]], tmp_path, "PySmorch", {})
    section = page.read_text(encoding="utf-8").partition('id="similar"')[2].partition("<section")[0]
    assert section.count("<a href") == 2
