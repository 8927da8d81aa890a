"""The container's steps are those of a bare machine, and take from here all that they need."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STEPS = [
    line.split(maxsplit=1)
    for line in (ROOT / ".ci/Containerfile").read_text().splitlines()
    if line and not line.startswith("#")
]


def those(verb: str) -> list[str]:
    return [rest for word, rest in STEPS if word == verb]


def test_it_is_set_up_as_ci_sets_a_bare_machine_up() -> None:
    assert those("RUN") == [".ci/setup", "make .venv/.ready"]
    assert ".ci/setup" in (ROOT / ".ci/run").read_text().splitlines()


def test_every_step_is_one_that_engines_know() -> None:
    assert {word for word, _ in STEPS} == {"FROM", "WORKDIR", "COPY", "RUN", "ENTRYPOINT"}
    assert STEPS[0][0] == "FROM"
    wanted = re.search(r'requires-python = ">=3\.(\d+)"', (ROOT / "pyproject.toml").read_text())
    given = re.fullmatch(r"python:3\.(\d+)-slim", STEPS[0][1])
    assert wanted is not None
    assert given is not None
    assert int(given[1]) >= int(wanted[1])


def test_what_it_copies_is_enough_to_set_it_up(tmp_path: Path) -> None:
    for words in map(str.split, those("COPY")):
        *sources, target = words
        for source in sources:
            place = ROOT / source
            if place.is_dir():
                shutil.copytree(place, tmp_path / target, ignore=lambda *_: {"__pycache__"})
            else:
                shutil.copy(place, tmp_path / target)
    subprocess.run(["bash", "-n", ".ci/setup"], cwd=tmp_path, check=True)
    # The steps in words, without doing them: every file that they depend on must be there.
    told = subprocess.run(
        ["make", "-n", ".venv/.ready"], cwd=tmp_path, check=True, capture_output=True, text=True
    )
    assert "pip install" in told.stdout
    for name in re.findall(r"^readme = \"(.+)\"", (tmp_path / "pyproject.toml").read_text(), re.M):
        assert (tmp_path / name).exists()
    assert (tmp_path / "autograder/cli/main.py").exists()


def test_the_image_has_no_secret_of_this_course_in_it() -> None:
    assert not [words for words in those("COPY") if "reference" in words or words.startswith(". ")]


def test_the_wrapper_hands_on_whatever_it_is_given(tmp_path: Path) -> None:
    engine = tmp_path / "engine"
    engine.write_text('#!/bin/sh\nprintf "%s\\n" "$@"\n')
    engine.chmod(0o755)
    done = subprocess.run(
        [ROOT / ".ci/in-container", "grade", "a b.ipynb", "-o", "out"],
        cwd=tmp_path,
        env={"ENGINE": str(engine), "PATH": "/usr/bin:/bin"},
        check=True,
        capture_output=True,
        text=True,
    )
    got = done.stdout.splitlines()
    assert got[:2] == ["run", "--rm"]
    assert f"{tmp_path}:/course" in got
    assert got[got.index("autograder") + 1 :] == ["grade", "a b.ipynb", "-o", "out"]
    assert ("WORKDIR", "/course") in {(word, rest) for word, rest in STEPS}
