"""What `make demo` prints is what the README shows; its other commands are run in readme/."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli.main import VERBS, cli, run
from autograder.course import Course
from autograder.diagnosis.bank import read_bank

ROOT = Path(__file__).resolve().parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.MULTILINE | re.DOTALL)


def test_the_first_ten_lines_lead_to_a_graded_class() -> None:
    assert "make demo" in "\n".join(README.splitlines()[:10])


def test_the_demo_prints_what_the_readme_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    assert run(["demo", "-o", str(tmp_path)]) == 0
    printed = capsys.readouterr().out.replace(str(tmp_path), "build/demo")
    (shown,) = [block for block in blocks("console") if "make demo" in block]
    assert without_rate(printed) == without_rate(shown.split("\n", 1)[1])


def without_rate(text: str) -> str:
    return re.sub(r"[\d.]+ submissions per second", "N submissions per second", text).strip()


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_help_with_an_example(verb: str) -> None:
    shown = CliRunner().invoke(cli, [verb, "--help"])
    assert shown.exit_code == 0
    assert f"autograder {verb}" in shown.output.split("xample", 1)[1]


def test_the_audits_table_claims_no_more_than_the_bank_holds() -> None:
    rows = re.findall(r"^(\w+) +(\d+)/(\d+) +(\d+)/(\d+) +\d+/", README, re.MULTILINE)
    assert rows
    for exercise, caught, wrong, passed, right in rows:
        bank = read_bank(Course(ROOT).assignment("pysmorch"), exercise)
        counts = [sum(a.is_right is kind for a in bank) for kind in (False, True)]
        assert int(caught) == int(wrong) <= counts[0]
        assert int(passed) == int(right) <= counts[1]
