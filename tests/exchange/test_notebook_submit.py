"""`utility.submit()`, as a student's notebook calls it: the standard library and a real server."""

from __future__ import annotations

import asyncio
import importlib.util
import json
import shutil
import threading
from pathlib import Path

import pytest
from live import until

from autograder.exchange.standing import attempts_of
from autograder.exchange.web import running

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def url():
    return None


@pytest.fixture
def server(house):
    """A server in this process; its address."""
    found = running.server(house, running.Serving("127.0.0.1", 0, 0, "none"))
    thread = threading.Thread(target=lambda: asyncio.run(found.serve()), daemon=True)
    thread.start()
    until(lambda: found.started, "the server")
    yield f"http://127.0.0.1:{found.servers[0].sockets[0].getsockname()[1]}"
    found.should_exit = True
    thread.join()


@pytest.fixture
def utility(tmp_path, monkeypatch):
    """The module as it lies beside a student's notebook."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    folder = tmp_path / "small"
    folder.mkdir()
    shutil.copy(ROOT / "assignments/common/utility.py", folder)
    spec = importlib.util.spec_from_file_location("utility_of_a_student", folder / "utility.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def fetched(utility, server, notebook):
    folder = Path(utility.__file__).parent
    (folder / "exchange.json").write_text(json.dumps({"server": server, "lab": "small"}))
    (folder / "small.ipynb").write_text(json.dumps(notebook))
    return folder


def test_it_hands_in_and_keeps_the_receipt(utility, server, klass, filled, monkeypatch, capsys):
    folder = fetched(utility, server, filled())
    monkeypatch.setenv("AUTOGRADER_TOKEN", klass["ada"].token)
    utility.submit()
    assert "Handed in: small.ipynb, attempt 1" in capsys.readouterr().out
    receipt = json.loads((folder / "receipt-small-1.json").read_text())
    with klass.store.database.read() as connection:
        (attempt,) = attempts_of(connection, klass.person("ada").id)
    assert (attempt.sha256, attempt.way) == (receipt["sha256"], "notebook")


@pytest.mark.parametrize(
    ("token", "notebook", "words"),
    [("ag_wrong", True, "not known"), ("own", False, "no notebook")],
)
def test_a_refusal_is_said_and_never_raised(
    utility, server, klass, filled, monkeypatch, capsys, token, notebook, words
):
    fetched(utility, server, filled() if notebook else [])
    token = klass["ada"].token if token == "own" else token
    monkeypatch.setenv("AUTOGRADER_TOKEN", token)
    utility.submit()
    printed = capsys.readouterr().out
    assert "NOT handed in" in printed
    assert words in printed


def test_where_there_is_no_exchange_it_says_so_as_in_the_box(utility, capsys):
    utility.submit()
    assert "nowhere to" in capsys.readouterr().out


def test_it_gives_no_token_to_an_address_without_tls(utility, filled, monkeypatch, capsys):
    fetched(utility, "http://lab.school", filled())
    monkeypatch.setenv("AUTOGRADER_TOKEN", "ag_secret")
    utility.submit()
    assert "no TLS" in capsys.readouterr().out


def test_a_cell_that_hands_in_costs_no_points_when_it_is_graded(klass, filled, isolation):
    notebook = filled()
    cell = dict(notebook["cells"][-1], id="mine", metadata={})
    notebook["cells"].append({**cell, "source": "from utility import submit; submit()"})
    klass.submit("ada", notebook)
    klass.grade(isolation)
    with klass.store.database.read() as connection:
        (attempt,) = attempts_of(connection, klass.person("ada").id)
    assert attempt.points == 10
