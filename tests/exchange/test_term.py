"""A term, from the roster to Canvas: two labs, thirty students, on SQLite and on PostgreSQL."""

from __future__ import annotations

import csv
import io
import json
import re
import shutil
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import requests
from live import Served, until

from autograder.cli.main import run
from autograder.exchange.queue import waiting
from autograder.exchange.store import Store

STUDENTS = [f"s{number:02}" for number in range(30)]
BY_PAGE, BY_NBGRADER = STUDENTS[:5], STUDENTS[5:8]
WRONG = STUDENTS[1::3]
HALF_MARK = '"half(x) is x / 2", 4)'


def second_lab(root: Path) -> None:
    """The small lab once more under another name."""
    for part in ("assignments", "reference", "release"):
        shutil.copytree(root / part / "small", root / part / "tiny")
        for path in (root / part / "tiny").rglob("*.*"):
            path.write_text(path.read_text().replace("small", "tiny"))
    notebook = root / "release/tiny/small.ipynb"
    notebook.rename(root / "release/tiny/tiny.ipynb")


class Term:
    """Everybody at work, each with a folder of their own."""

    def __init__(self, served, tokens, folder, filled, monkeypatch, capsys):
        self.served, self.tokens, self.folder = served, tokens, folder
        self.filled, self.monkeypatch, self.capsys = filled, monkeypatch, capsys

    def say(self, login, *command):
        """A command as that person types it, in their folder; what it prints."""
        home = self.folder / login
        home.mkdir(parents=True, exist_ok=True)
        self.monkeypatch.chdir(home)
        self.monkeypatch.setenv("AUTOGRADER_EXCHANGE", self.served.server)
        self.monkeypatch.setenv("AUTOGRADER_TOKEN", self.tokens[login])
        self.capsys.readouterr()
        assert run(list(command)) == 0, self.capsys.readouterr()
        return self.capsys.readouterr().out

    def manage(self, *command):
        """A command of the instructor's, on the data folder."""
        database = ["--database", self.served.url] if self.served.url else []
        course = ["--course", str(self.served.course)]
        self.capsys.readouterr()
        code = run([*course, *command, "--data", str(self.served.data), *database])
        printed = self.capsys.readouterr()
        assert code == 0, printed
        return printed.out

    def work(self, login, lab, note=""):
        """Fill in the notebook that was fetched."""
        wrong = {"half": "def half(x):\n    return x * 2\n"} if login in WRONG else {}
        notebook = self.filled(**wrong)
        notebook["metadata"]["autograder"]["assignment"] = lab
        notebook["metadata"]["of"] = login + note
        path = self.folder / login / lab / f"{lab}.ipynb"
        assert json.loads(path.read_text())["cells"], "it was fetched"
        path.write_text(json.dumps(notebook))
        return path

    def browser(self, login):
        session = requests.Session()
        answer = session.post(f"{self.served.server}/login", data={"token": self.tokens[login]})
        assert answer.ok
        return session

    def submit_by_page(self, login, lab):
        session, page = self.browser(login), f"{self.served.server}/labs/{lab}"
        key = re.search(r'name="form_key" value="([^"]+)"', session.get(page).text)[1]
        files = {"file": (f"{lab}.ipynb", self.work(login, lab).read_bytes())}
        answer = session.post(page, data={"form_key": key}, files=files)
        assert "We have it" in answer.text or "points" in answer.text
        assert "/submissions/" in answer.url

    def submit_by_nbgrader(self, login, lab):
        """Through nbgrader's own command class, without the two seconds that its start takes."""
        from nbgrader.coursedir import CourseDirectory

        from autograder.exchange.nbgrader_plugin import ExchangeSubmit

        path = self.work(login, lab)
        self.say(login, "list")  # as this person
        course = CourseDirectory(course_id="ml", assignment_id=lab)
        ExchangeSubmit(coursedir=course, assignment_dir=str(path.parents[1])).start()


@pytest.fixture
def term(tmp_path, small_root, url, isolation, filled, monkeypatch, capsys):
    second_lab(small_root)
    served = Served(small_root, tmp_path / "data", isolation, url)
    found = Term(served, {}, tmp_path / "homes", filled, monkeypatch, capsys)
    served.start()
    yield found
    served.stop()


def test_a_term(term, tmp_path, url):
    server, now = term.served, datetime.now(UTC)
    # The roster, and a token for everybody.
    roster = tmp_path / "class.csv"
    lines = [f"{login},Student {login},{login}@lab.school" for login in STUDENTS]
    roster.write_text("\n".join(["id,name,email", *lines]))
    assert "30 added" in term.manage("roster", "import", str(roster))
    printed = term.manage("roster", "token", "--missing")
    term.tokens |= dict(csv.reader(io.StringIO(printed)))
    # Two labs: one is open for another day, the other was due an hour ago.
    term.manage("exchange", "publish", "small", "--due", (now + timedelta(days=1)).isoformat())
    due = (now - timedelta(hours=1)).isoformat()
    term.manage("exchange", "publish", "tiny", "--due", due, "--closes", due)
    later = (now + timedelta(hours=1)).isoformat()
    term.manage("exchange", "extend", "s09", "tiny", later, "--reason", "was ill")
    # Everybody fetches, works and hands in, by three ways.
    for login in STUDENTS:
        assert "version 1" in term.say(login, "fetch", "small")
        if login in BY_PAGE:
            term.submit_by_page(login, "small")
        elif login in BY_NBGRADER:
            term.submit_by_nbgrader(login, "small")
        else:
            term.work(login, "small")
            assert "attempt 1" in term.say(login, "submit", "small")
    # One hands in twice; one is late and has an extension; another is late and has none.
    term.work("s10", "small", note=" again")
    assert "attempt 2" in term.say("s10", "submit", "small")
    for login in ("s09", "s11"):
        term.say(login, "fetch", "tiny")
        term.work(login, "tiny")
    assert "attempt 1" in term.say("s09", "submit", "tiny")
    term.monkeypatch.chdir(term.folder / "s11")
    term.monkeypatch.setenv("AUTOGRADER_TOKEN", term.tokens["s11"])
    assert run(["submit", "tiny"]) == 2
    assert "closed" in term.capsys.readouterr().err
    # Feedback is read, on the command line and in the browser.
    store = Store.open(server.data, url)
    until(lambda: waiting(store) == 0, "the gradings", 240)
    wrong = term.say("s10", "status", "small", "--feedback")
    assert "6 of 10" in wrong
    assert "where you should halve" in wrong
    session = term.browser("s01")
    mine = json.loads(term.say("s01", "status", "--json"))["submissions"]
    page = session.get(f"{server.server}/submissions/{mine[0]['submission']}/feedback")
    assert "where you should halve" in page.text
    # A check is mended: half() was worth too little. Everything is graded again, looked at first.
    checks = server.course / "reference/small/half/checks.py"
    checks.write_text(checks.read_text().replace(HALF_MARK, HALF_MARK.replace("4)", "14)")))
    assert "Regrade 1" in term.manage("exchange", "regrade", "small", "--reason", "worth more")
    until(lambda: waiting(store) == 0, "the regrade", 240)
    shown = term.manage("exchange", "regrade", "--show", "1")
    assert shown.count("10 → 20") == len(STUDENTS) - len(WRONG)
    assert "10 of 10" in term.say("s00", "status", "small")
    term.manage("exchange", "regrade", "--publish", "1")
    assert "20 of 20" in term.say("s00", "status", "small")
    # Scores go to Canvas.
    canvas = term.manage("exchange", "scores", "--format", "canvas")
    rows = {row[3]: row for row in csv.reader(io.StringIO(canvas))}
    assert [rows["s00"][5], rows["s10"][5], rows["s09"][6], rows["s11"][6]] == ["20", "6", "10", ""]
    assert len(rows) == 30 + 2
    # A backup while it runs, restored elsewhere; and nothing that has a receipt is missing.
    term.manage("exchange", "backup", str(tmp_path / "backup.tar"))
    assert run(["exchange", "restore", str(tmp_path / "backup.tar"),
                "--data", str(tmp_path / "restored")]) == 0  # fmt: skip
    assert "Everything that has a receipt is there" in term.manage("exchange", "check")
    store.close()
