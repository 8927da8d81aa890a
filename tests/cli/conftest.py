"""Commands run in this process, on the small course."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from autograder.box import selftest
from autograder.cli.main import run


@dataclass
class Done:
    """A command's exit code and what it printed."""

    code: int
    out: str
    err: str


@pytest.fixture
def command(
    small_root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture
) -> Callable[..., Done]:
    """Run a command on a small course of the test's own, in an empty folder."""
    here = tmp_path / "here"
    here.mkdir()
    monkeypatch.chdir(here)
    # Its attacks on the box take a second each time, and have tests of their own.
    monkeypatch.setattr(selftest, "refuse_leaks", lambda isolation: None)
    monkeypatch.setenv("COLUMNS", "100")

    def command(*arguments: str, course: Path | None = small_root) -> Done:
        options = ["--course", str(course)] if course else []
        code = run([*options, *arguments])
        printed = capfd.readouterr()
        return Done(code, printed.out, printed.err)

    return command
