"""The command line as a whole: help, exit codes, and what may be loaded for them."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import click
import pytest

from autograder.cli import main
from autograder.cli.main import VERBS, cli, run
from autograder.course import Course
from autograder.errors import AuthoringError, GraderError, SubmissionError

HEAVY = {"numpy", "scipy", "nbformat", "nbgrader", "jupytext", "matplotlib", "rich", "jinja2"}


def python(code):
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.mark.parametrize("arguments", [["--help"], ["--version"], ["nothing"], ["grade"]])
def test_help_and_wrong_use_load_nothing_heavy(arguments):
    """What `--help` may cost is 0.2 s; each of these modules alone may cost that."""
    code = (
        f"import sys\nfrom autograder.cli.main import run\nrun({arguments!r})\nprint(*sys.modules)"
    )
    loaded = set(python(code).split("\n")[-2].split())
    assert not loaded & HEAVY


def test_who_only_hands_work_to_workers_loads_nothing_that_grades(small, filled, tmp_path):
    """The parent of a run: what it imports in vain delays every start."""
    (tmp_path / "ada.ipynb").write_text(json.dumps(filled()))
    arguments = ["--course", str(small.root), "grade", str(tmp_path), "-o", str(tmp_path / "out")]
    code = (
        "import sys\nfrom autograder.cli.main import run\n"
        f"run({[*arguments, '--isolation', 'none']!r})\nprint(*sys.modules)"
    )
    loaded = python(code).split("\n")[-2].split()
    assert "autograder.grading.pool" in loaded
    assert not {"autograder.grading.grader", "autograder.checks"} & set(loaded)


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_has_help_with_an_example(verb, capsys):
    assert run([verb, "--help"]) == 0
    text = capsys.readouterr().out
    assert f"autograder {verb}" in text.replace("Usage:", "").split("Example", 1)[1]


def test_every_command_is_listed_with_what_it_does(capsys):
    assert run(["--help"]) == 0
    text = capsys.readouterr().out
    for verb, words in VERBS.items():
        assert verb in text
        assert words.split()[0] in text
    assert "Examples:" in text


@pytest.mark.parametrize("verb", VERBS)
def test_every_command_is_the_function_of_its_name(verb):
    command = cli.get_command(click.Context(cli), verb)
    assert command is not None
    assert command.name == verb


@pytest.mark.parametrize(
    "arguments", [[], ["nothing"], ["grade"], ["grade", "x", "-j", "0"], ["--nothing"]]
)
def test_wrong_use_is_exit_code_2(arguments, capsys):
    assert run(arguments) == 2
    printed = capsys.readouterr()
    assert "Usage:" in printed.out + printed.err


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (AuthoringError("the course is wrong"), 2),
        (GraderError("we are"), 3),
        (SubmissionError("the file is"), 2),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (click.UsageError("the command line is"), 2),
    ],
)
def test_every_ending_has_its_exit_code_and_no_traceback(monkeypatch, capsys, error, code):
    def fail(*_, **__):
        raise error

    monkeypatch.setattr(main.cli, "main", fail)
    assert run(["grade"]) == code
    printed = capsys.readouterr()
    assert "Traceback" not in printed.err
    if str(error):
        assert str(error) in printed.err


def test_a_command_gets_the_course_it_was_told(tmp_path, monkeypatch):
    seen = []

    @click.command()
    @click.pass_obj
    def look(course):
        seen.append(course)
        return 7

    monkeypatch.setattr(main.Verbs, "get_command", lambda self, ctx, name: look)
    monkeypatch.chdir(tmp_path)
    assert run(["look"]) == 7
    assert run(["--course", "sub/../other", "look"]) == 7
    assert seen == [Course(tmp_path), Course(tmp_path / "other")]


def test_a_folder_without_a_course_says_what_to_do(tmp_path, capsys):
    assert run(["--course", str(tmp_path), "grade", "x", "--isolation", "none"]) == 2
    error = capsys.readouterr().err
    assert "No course here" in error
    assert "--course DIR" in error


def test_the_version_is_told(capsys):
    assert run(["--version"]) == 0
    assert capsys.readouterr().out.startswith("autograder ")


def test_notebooks_are_read_without_a_grammar_that_no_notebook_asks_for():
    """It takes over a second of processor time in every process; see autograder/__init__.py."""
    assert python("import autograder, nbformat, sys; print('lark' in sys.modules)") == "False\n"
