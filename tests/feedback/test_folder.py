import os
import re
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder.errors import GraderError
from autograder.feedback.folder import write_pages
from autograder.verdict import Report


def written(out: Path) -> dict[str, bytes]:
    return {str(p.relative_to(out)): p.read_bytes() for p in out.rglob("*") if p.is_file()}


def test_each_report_gets_a_page_and_the_class_one(
    reports: list[Report], titles: dict[str, str], tmp_path: Path
) -> None:
    assert write_pages(reports, tmp_path, "PySmorch", titles) == tmp_path / "class.html"
    files = written(tmp_path)
    assert len(files) == len(reports) + 1
    assert set(files) > {"class.html", "feedback/ada.lovelace.html"}


def test_every_link_of_the_class_page_leads_to_a_page(
    reports: list[Report], titles: dict[str, str], tmp_path: Path
) -> None:
    page = write_pages(reports, tmp_path, "PySmorch", titles)
    links = set(re.findall(r'href="([^"]+)"', page.read_text(encoding="utf-8")))
    assert len(links) == len(reports)
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
    assert len(written(tmp_path)) == len(names) + 1


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
