"""Every command of the README is run, in the order in which a reader meets it."""

from __future__ import annotations

import re
import shlex
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
from shown import README, ROOT, Shown, shown, steady
from stories import (
    CANNOT,
    EXITS,
    GOES_ON,
    INSTEAD,
    LEAVES,
    STORIES,
    Reader,
    expected_exit,
    reader,
    token_of,
    told,
)

from autograder.cli.main import VERBS, cli

COMMANDS = shown()


@pytest.fixture(params=STORIES)
def story(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def someone(story: str, tmp_path: Path) -> Iterator[Reader]:
    made = reader(story, tmp_path)
    yield made
    made.close()


@pytest.mark.slow
def test_every_command_of_a_story_does_what_is_shown(story: str, someone: Reader) -> None:
    begun = someone.folder
    for section in STORIES[story]:
        for one in [c for c in COMMANDS if c.section == section and c.command not in CANNOT]:
            done = someone.type(told(one))
            said = f"$ {one.command}\n{done.out}{done.err}"
            assert done.code == expected_exit(one.command), said
            assert "Traceback" not in done.out + done.err, said
            if one.output:
                assert steady(done.out) == steady(one.output), said
            if "roster token" in one.command:
                someone.answers["login"] = token_of("ada", done.out) + "\n"
    missing = [name for name in LEAVES[story] if not (begun / name).resolve().exists()]
    assert not missing


def test_every_command_belongs_to_a_story_or_says_why_it_cannot_be_run() -> None:
    told_of = {section for sections in STORIES.values() for section in sections}
    lost = [c for c in COMMANDS if c.section not in told_of and c.command not in CANNOT]
    assert not lost


def test_no_exception_outlives_its_command() -> None:
    commands = [one.command for one in COMMANDS]
    assert set(CANNOT) | set(INSTEAD) <= set(commands)
    for start in (*EXITS, *GOES_ON):
        assert any(command.startswith(start) for command in commands), start
    for sections in STORIES.values():
        assert all(any(one.section == name for one in COMMANDS) for name in sections)


def _words(command: str) -> Iterator[list[str]]:
    """The words of each `autograder …` in a line, without options before the verb."""
    for part in re.split(r"&&|\||;", command):
        words = shlex.split(part)
        if words[:1] == ["autograder"]:
            yield words[3:] if words[1] == "--course" else words[1:]


@pytest.mark.parametrize("one", COMMANDS, ids=lambda one: one.command)
def test_every_command_has_these_options(
    one: Shown, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in (word for word in one.command.split() if word.endswith(".ipynb")):
        Path(name).parent.mkdir(parents=True, exist_ok=True)
        Path(name).touch()
    for verb, *words in _words(one.command):
        command = cli.get_command(click.Context(cli), verb)
        assert command is not None, f"there is no command {verb}"
        command.make_context(verb, words)


def _in_passing() -> list[str]:
    return sorted({" ".join(found.split()) for found in re.findall(r"`([^`]+)`", README)})


def test_commands_that_are_named_in_passing_exist() -> None:
    for text in _in_passing():
        if text.startswith("autograder ") and text.split()[1] in VERBS:
            words = text.split()[1:]
            command = cli.get_command(click.Context(cli), words[0])
            while isinstance(command, click.Group) and len(words) > 1:
                words = words[1:]
                inner = command.get_command(click.Context(command), words[0])
                assert inner is not None, text
                command = inner
            assert command is not None, text
            options = {name for p in command.params for name in (*p.opts, *p.secondary_opts)}
            assert {w for w in words if w.startswith("--")} <= options, text


def test_make_targets_extras_and_files_that_are_named_exist() -> None:
    targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(), re.MULTILINE)
    named = {found[1] for text in _in_passing() if (found := re.match(r"make ([\w-]+)", text))}
    assert named <= set(targets)
    assert set(re.findall(r"^ {4}make ([\w-]+)", README, re.MULTILINE)) <= set(targets)
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    extras = {
        name for found in re.findall(r"\.?\[([a-z,]+)\]'", README) for name in found.split(",")
    }
    assert extras <= set(project["optional-dependencies"])
    for target in re.findall(r"\]\(([^)#]+)\)", README):
        assert target.startswith("http") or (ROOT / target).exists(), target
