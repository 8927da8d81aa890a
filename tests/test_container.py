"""The container's steps are those of a bare machine, and take from here all that they need."""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
STEPS = [
    line.split(maxsplit=1)
    for line in (ROOT / ".ci/Containerfile").read_text().splitlines()
    if line and not line.startswith("#")
]


def those(verb: str) -> list[str]:
    return [rest for word, rest in STEPS if word == verb]


def test_it_is_set_up_as_ci_sets_a_bare_machine_up() -> None:
    assert [step.split(" && ")[0] for step in those("RUN")] == [".ci/setup", "make .venv/.ready"]
    assert ".ci/setup" in (ROOT / ".ci/run").read_text().splitlines()


def test_every_step_is_one_that_engines_know() -> None:
    assert {word for word, _ in STEPS} == {"FROM", "ENV", "WORKDIR", "COPY", "RUN", "ENTRYPOINT"}
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


def test_nothing_goes_to_the_engine_but_what_is_copied() -> None:
    *_, rules = (ROOT / ".dockerignore").read_text().partition("*\n")
    sources = {source for words in those("COPY") for source in words.split()[:-1]}
    let_in = {rule.removeprefix("!") for rule in rules.split() if rule.startswith("!")}
    assert let_in == {source.rstrip("/") for source in sources}


def test_whoever_starts_a_shell_in_it_finds_the_command_by_its_name() -> None:
    assert "PATH=/opt/autograder/.venv/bin:$PATH" in those("ENV")
    assert those("ENTRYPOINT") == ['["autograder"]']


ENGINE = """#!/bin/sh
case "$1 $2" in
    "image inspect") [ -n "$BUILT" ] || { echo "No such image" >&2; exit 1; };;
    *) printf "%s\\n" "$@";;
esac
"""


@pytest.fixture
def in_container(tmp_path: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    engine = tmp_path / "engine"
    engine.write_text(ENGINE)
    engine.chmod(0o755)

    def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [ROOT / ".ci/in-container", *words],
            cwd=tmp_path,
            env={"ENGINE": str(engine), "BUILT": "yes", "PATH": "/usr/bin:/bin", **variables},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def test_the_wrapper_hands_on_whatever_it_is_given(in_container, tmp_path: Path) -> None:
    done = in_container("grade", "a b.ipynb", "-o", "out", ENGINE_OPTIONS="--user 1:2")
    assert done.returncode == 0
    got = done.stdout.splitlines()
    assert got[:2] == ["run", "--rm"]
    assert f"{tmp_path}:/course" in got
    assert got[got.index("--user") + 1] == "1:2"
    assert got[got.index("autograder") + 1 :] == ["grade", "a b.ipynb", "-o", "out"]
    assert ("WORKDIR", "/course") in {(word, rest) for word, rest in STEPS}


def test_what_goes_into_a_file_comes_without_a_terminal(in_container) -> None:
    assert "--tty" not in in_container("export", "csv", "graded").stdout.splitlines()


@pytest.mark.parametrize(
    ("missing", "said"),
    [({"ENGINE": "no-engine"}, "no no-engine here"), ({"BUILT": ""}, "make image")],
)
def test_without_an_engine_or_an_image_it_says_what_to_do(in_container, missing, said) -> None:
    done = in_container("doctor", **missing)
    assert done.returncode == 2
    assert said in done.stderr
    assert not done.stdout


def test_a_missing_engine_is_named_before_anything_is_built() -> None:
    made = ["make", "image", "ENGINE=no-engine"]
    done = subprocess.run(made, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode != 0
    assert "no no-engine here" in done.stdout
