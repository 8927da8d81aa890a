"""The term that the README tells, as it stands there, on SQLite and on PostgreSQL.

What Ina and Ben type is read from the README and typed; what it printed is held against what is
shown. Between the lines the other twenty-nine do what the README says of them.
"""

from __future__ import annotations

import csv
import io
import json
import re
import shlex
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from live import Served, form_key, until

from autograder.cli.main import run
from autograder.course import Course
from autograder.demo.sample import filled_in
from autograder.diagnosis.bank import read_bank
from autograder.exchange.queue import waiting
from autograder.exchange.store import Store

ROOT = Path(__file__).resolve().parents[2]
BEGIN, END = "### The exchange\n", "## For students\n"
STUDENTS = ("ada", "ben", "chloe", *(f"s{number:02}" for number in range(4, 31)))
MISTAKES = {  # dividing by the input fails at 0 alone
    "ben": ("divides_by_the_input",),
    "s07": ("divides_by_the_input", "scales_the_output"),
    "s11": ("scales_the_output",),
    "s30": ("divides_by_the_input",),
}
ADDRESS = "https://lab.school"
HARD_ON_ZERO = re.compile(r"    at_zero\(RELU, 1, .*\),\n")
FORGIVING = '''

from autograder.checks import check


@check("at_zero", "At exactly 0 any slope is right", 1)
def at_zero_is_forgiven(student, rng):
    """Nobody loses this point."""


CHECKS.append(at_zero_is_forgiven)
'''


@dataclass(frozen=True)
class Typed:
    """A line that somebody types, and what is shown below it."""

    who: str
    command: str
    shown: str


def transcript() -> list[Typed]:
    """What the README shows of the term."""
    passage = (ROOT / "README.md").read_text("utf-8").partition(BEGIN)[2].partition(END)[0]
    blocks = re.findall(r"^```console\n(.*?)^```", passage, re.MULTILINE | re.DOTALL)
    found = re.findall(r"^(\w+)\$ (.*)\n((?:(?!\w+\$ ).*\n)*)", "".join(blocks), re.MULTILINE)
    return [Typed(*one) for one in found]


def works(lab):
    """Everybody's notebook: right, each in one of the ways in the bank, but for some mistakes."""
    release = json.loads(lab.released_notebook.read_text("utf-8"))
    banks = {exercise: read_bank(lab, exercise) for exercise in lab.exercises}
    known = {answer.name: answer for bank in banks.values() for answer in bank}
    right = {exercise: [a for a in bank if a.is_right] for exercise, bank in banks.items()}
    for number, login in enumerate(STUDENTS):
        answers = {exercise: ways[number % len(ways)] for exercise, ways in right.items()}
        for mistake in MISTAKES.get(login, ()):
            answers[known[mistake].exercise] = known[mistake]
        yield login, json.dumps({**filled_in(release, answers), "of": login}).encode()


class Term:
    """Everybody at work: Ina in the course's folder, students in folders of their own."""

    def __init__(self, served, tmp_path, monkeypatch, capsys):
        self.served, self.homes = served, tmp_path / "homes"
        self.monkeypatch, self.capsys = monkeypatch, capsys
        self.work = dict(works(Course(served.course).assignment("pysmorch")))

    def write_roster(self):
        lines = [f"{login},{login.title()},{login}@lab.school" for login in self.work]
        path = self.served.course / "class.csv"
        path.write_text("\n".join(["id,name,email", *lines]))

    def tokens(self):
        with (self.served.course / "tokens.csv").open() as file:
            return dict(csv.reader(file))

    def home(self, login):
        folder = self.homes / login
        folder.mkdir(parents=True, exist_ok=True)
        return folder

    def say(self, who, command, code=0):
        """Type a command as that person; what it printed."""
        if who == "ina":
            self.monkeypatch.chdir(self.served.course)
            if self.served.url:
                self.monkeypatch.setenv("AUTOGRADER_SERVE_DATABASE", self.served.url)
        else:
            self.monkeypatch.chdir(self.home(who))
            self.monkeypatch.setenv("XDG_CONFIG_HOME", str(self.home(who) / ".config"))
        words, out, in_ = self._redirected(command)
        if in_ is not None:
            self.monkeypatch.setattr(sys, "stdin", io.StringIO(in_.read_text()))
        self.capsys.readouterr()
        got = run(words)
        printed = self.capsys.readouterr()
        assert got == code, printed
        if out is not None:
            out.write_text(printed.out)
            return ""
        return printed.out + (printed.err if code else "")

    def _redirected(self, command):
        words = shlex.split(self.to_here(command))[1:]
        files = {}
        while len(words) > 2 and words[-2] in "<>":
            files[words[-2]] = Path.cwd() / words[-1]
            words = words[:-2]
        return words, files.get(">"), files.get("<")

    def to_here(self, text):
        """What the README says, as it is here: the server's address, and a far future."""
        return text.replace(ADDRESS, self.served.server).replace("2027-", "2097-")

    def as_shown(self, text, who):
        """What was printed here, as the README would show it; moments and digests are any.

        Nor does it matter how lines are broken: the README's are shorter.
        """
        text = text.replace(self.served.server, ADDRESS).replace("2097-", "2027-")
        text = text.replace(str(self.home(who)), "~")
        text = re.sub(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+Z)?", "(moment)", text)
        text = re.sub(r"\b[0-9a-f]{64}\b", "(digest)", text)
        return " ".join(text.split())

    def fill_in(self, login, note=""):
        """Write this person's work over the notebook that was fetched."""
        path = self.home(login) / "pysmorch/pysmorch.ipynb"
        assert json.loads(path.read_text("utf-8"))["cells"], "it was fetched"
        path.write_bytes(self.work[login] + note.encode())
        return path

    def browser(self, login):
        session = requests.Session()
        answer = session.post(f"{self.served.server}/login", data={"token": self.tokens()[login]})
        assert "Sign out" in answer.text
        return session

    def submit_by_page(self, login):
        with self.browser(login) as session:
            page = f"{self.served.server}/labs/pysmorch"
            key = form_key(session.get(page).text)
            files = {"file": ("pysmorch.ipynb", self.fill_in(login).read_bytes())}
            answer = session.post(page, data={"form_key": key}, files=files)
        assert "Attempt 1" in answer.text
        assert "/submissions/" in answer.url

    def submit_by_nbgrader(self, login):
        """Through nbgrader's own command class, without the two seconds that its start takes."""
        from nbgrader.coursedir import CourseDirectory

        from autograder.exchange.nbgrader_plugin import ExchangeSubmit

        path = self.fill_in(login)
        self.say(login, "autograder list")  # as this person
        course = CourseDirectory(course_id="ml", assignment_id="pysmorch")
        ExchangeSubmit(coursedir=course, assignment_dir=str(path.parents[1])).start()

    def others_hand_in(self):
        """By the page, by nbgrader, by the command; one twice; one too late."""
        others = [login for login in self.work if login != "ben"]
        for number, login in enumerate(others):
            self.log_in(login)
            self.say(login, "autograder fetch pysmorch")
            if number < 5:
                self.submit_by_page(login)
            elif number < 8:
                self.submit_by_nbgrader(login)
            else:
                self.fill_in(login)
                assert "attempt 1" in self.say(login, "autograder submit pysmorch")
        self.fill_in(others[-1], note="\n")
        assert "attempt 2" in self.say(others[-1], "autograder submit pysmorch")
        for login, code, words in (("ben", 0, "attempt 1"), ("ada", 2, "closed since 2026-10-08")):
            self.say(login, "autograder fetch numpy_network")
            assert words in self.say(login, "autograder submit numpy_network", code)

    def log_in(self, login):
        (self.home(login) / "token.txt").write_text(self.tokens()[login])
        self.say(login, f"autograder login {ADDRESS} < token.txt")

    def mend(self):
        path = self.served.course / "reference/pysmorch/relu/checks.py"
        text, count = HARD_ON_ZERO.subn("", path.read_text("utf-8"))
        assert count == 1
        path.write_text(text + FORGIVING)

    def drained(self):
        store = Store.open(self.served.data, self.served.url)
        until(lambda: waiting(store) == 0, "the gradings", 240)
        store.close()

    def before(self, typed):
        """What happens before a line is typed, as the README tells it."""
        if "roster import" in typed.command:
            self.write_roster()
        elif "login" in typed.command:
            (self.home("ben") / "token.txt").write_text(self.tokens()["ben"])
        elif "submit pysmorch" in typed.command:
            self.fill_in("ben")
        elif "regrade pysmorch" in typed.command:
            self.others_hand_in()
            self.drained()
            self.mend()
        elif "--show" in typed.command:
            self.drained()


@pytest.fixture
def term(tmp_path, url, isolation, monkeypatch, capsys):
    for name in ("assignments", "reference", "release"):
        shutil.copytree(ROOT / name, tmp_path / "course" / name)
    monkeypatch.setitem(sys.modules, "keyring", None)
    served = Served(tmp_path / "course", tmp_path / "course/exchange", isolation, url)
    served.start()
    yield Term(served, tmp_path, monkeypatch, capsys)
    served.stop()


def test_the_term_that_the_readme_tells(term, tmp_path, url):
    for typed in transcript():
        term.before(typed)
        printed = term.as_shown(term.say(typed.who, typed.command), typed.who)
        assert printed == term.as_shown(typed.shown, typed.who), typed.command
    # Scores are in Canvas's form; who had an extension for the other lab has a score there.
    rows = csv.reader(io.StringIO((term.served.course / "canvas.csv").read_text()))
    scores = {row[3]: row[5:] for row in rows}
    assert len(scores) == 30 + 2
    assert scores["ben"] == ["100", "0"]
    assert scores["ada"] == ["100", ""]
    # The feedback is read in the browser, too.
    with term.browser("ben") as session:
        (mine,) = session.get(f"{term.served.server}/labs/pysmorch").text.split("Attempt 1</a>")[
            :-1
        ]
        number = mine.rpartition("/submissions/")[2].partition('"')[0]
        page = session.get(f"{term.served.server}/submissions/{number}/feedback").text
    assert "At exactly 0 any slope is right" in page
    # The backup, made while the server ran, is an exchange elsewhere.
    backup, elsewhere = term.served.course / "exchange.tar", tmp_path / "restored"
    told = term.say("ina", f"autograder exchange restore {backup} --data {elsewhere} --database ''")
    assert "Everything that has a receipt is there" in told
