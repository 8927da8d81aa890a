"""nbgrader's own commands, as people type them, over an exchange."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from live import until

from autograder.exchange.web import running

CONFIG = """\
from autograder.exchange.nbgrader_plugin import configure

c = get_config()
configure(c)
c.CourseDirectory.course_id = "ml"
"""


@pytest.fixture
def url():
    return None


@pytest.fixture
def nbgrader(house, klass, tmp_path):
    """Run a command of nbgrader's as somebody, in a folder of theirs."""
    found = running.server(house, running.Serving("127.0.0.1", 0, 0, "none"))
    thread = threading.Thread(target=lambda: asyncio.run(found.serve()), daemon=True)
    thread.start()
    until(lambda: found.started, "the server")
    port = found.servers[0].sockets[0].getsockname()[1]

    def run(login, *command):
        home = tmp_path / login
        home.mkdir(exist_ok=True)
        (home / "nbgrader_config.py").write_text(CONFIG)
        environment = {
            **os.environ,
            "HOME": str(home),
            "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
            "AUTOGRADER_EXCHANGE": f"http://127.0.0.1:{port}",
            "AUTOGRADER_TOKEN": klass[login].token,
        }
        line = [sys.executable, "-m", "nbgrader", *command]
        done = subprocess.run(line, cwd=home, env=environment, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    yield run
    found.should_exit = True
    thread.join()


def test_list_fetch_submit_collect_release_feedback_and_fetch_feedback(
    nbgrader, klass, filled, isolation, tmp_path
):
    ada, ina = tmp_path / "ada", tmp_path / "ina"
    code, told = nbgrader("ada", "list")
    assert (code, "ml small" in told) == (0, True)
    assert nbgrader("ada", "fetch_assignment", "small")[0] == 0
    notebook = ada / "small/small.ipynb"
    assert json.loads(notebook.read_text())["cells"]
    notebook.write_text(json.dumps(filled()))
    code, told = nbgrader("ada", "submit", "small")
    assert (code, "Submitted as: ml small" in told) == (0, True)
    assert (ada / "small/receipt-small-1.json").is_file()
    klass.grade(isolation)
    # The instructor collects, and her own nbgrader makes a page.
    assert nbgrader("ina", "collect", "small")[0] == 0
    collected = ina / "submitted/ada/small"
    assert json.loads((collected / "small.ipynb").read_text()) == filled()
    assert (collected / "timestamp.txt").read_text().endswith("UTC")
    feedback = ina / "feedback/ada/small"
    feedback.mkdir(parents=True)
    secret = (collected / "submission_secret.txt").read_text()
    (feedback / "submission_secret.txt").write_text(secret)
    (feedback / "small.html").write_text("<p>Well done, says Ina.</p>")
    code, told = nbgrader("ina", "release_feedback", "small")
    assert (code, "Feedback released" in told) == (0, True)
    assert nbgrader("ada", "fetch_feedback", "small")[0] == 0
    (page,) = (ada / "small/feedback").glob("*/small.html")
    assert "says Ina" in page.read_text()


def test_without_a_page_of_the_teachers_feedback_is_our_own(
    nbgrader, klass, filled, isolation, tmp_path
):
    klass.submit("ada", filled(half="def half(x):\n    return x * 2\n"))
    klass.grade(isolation)
    assert nbgrader("ada", "fetch_feedback", "small")[0] == 0
    (page,) = (tmp_path / "ada/small/feedback").glob("*/small.html")
    assert "where you should halve" in page.read_text()


def test_a_refusal_is_nbgraders_own_kind_of_error(nbgrader, tmp_path):
    (tmp_path / "ada/small").mkdir(parents=True)
    (tmp_path / "ada/small/small.ipynb").write_text("{")
    code, told = nbgrader("ada", "submit", "small")
    assert code != 0
    assert "not valid JSON" in told
    assert "Traceback" not in told
