"""Cells in a real box: whatever one does, the box says how it ended and goes on, or ends alone."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

import pytest

from autograder.box.connection import BoxGone, BoxSilent, Misbehaved
from autograder.box.isolation import WITHOUT
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote

LAST = "\N{END OF TRANSMISSION}"


@dataclass
class Ran:
    """What a box said of its cells: the ends that were not well, and how it ended itself, if so."""

    box: object
    ended: dict = field(default_factory=dict)
    began: list = field(default_factory=list)
    gone: str = ""

    def ask(self, *operations, at=LAST, seconds=2.0):
        request = {"id": 1, "at": at, "seed": 0, "seconds": seconds, "scenarios": [operations]}
        self.box.connection.send(request, 2.0)
        return self.box.connection.receive(seconds + 2.0)

    def value(self, name, at=LAST):
        reply = self.ask(["name", name], ["take", slot(0)], at=at)
        assert reply["problem"] is None, reply
        return reply["answers"][0]

    @property
    def printed(self):
        return self.box.output()


def slot(number):
    return number.to_bytes(4, "little")


@pytest.fixture(scope="module")
def zygote(tmp_path_factory, isolation):
    settings = BoxSettings(
        folder=tmp_path_factory.mktemp("given"),
        memory_mib=256,
        cpu_seconds=20,
        without=WITHOUT[isolation],
    )
    with Zygote(settings) as zygote:
        yield zygote


@pytest.fixture
def run(zygote):
    """Run cells in a box; checkpoints stand among them as ('at', name)."""
    boxes = []

    def run(*cells, cell_seconds=2.0, cells_seconds=30.0, patience=4.0):
        steps, number = [], 0
        for cell in (*cells, ("at", LAST)):
            if isinstance(cell, tuple):
                steps.append({"checkpoint": cell[1]})
            else:
                number += 1
                steps.append({"cell": number, "source": cell})
        ran = Ran(zygote.open_box())
        boxes.append(ran)
        limits = {"cell_seconds": cell_seconds, "cells_seconds": cells_seconds}
        plan = {"steps": steps, **limits, "output_bytes": 2000, "seed": 1}
        ran.box.connection.send(plan, 2.0)
        try:
            while "ready" not in (frame := ran.box.connection.receive(patience)):
                if "began" in frame:
                    ran.began.append(frame["began"])
                else:
                    ran.ended[frame["ended"]] = frame
        except BoxSilent:
            ran.gone = "silent"
        except (BoxGone, Misbehaved):
            ran.gone = ran.box.close().reason
        return ran

    yield run
    for ran in boxes:
        if ran.gone in ("", "silent"):
            ran.box.close()


GOOD = "after = 'reached'"

# cell → the name of its error
RAISING = {
    "1 / 0": "ZeroDivisionError",
    "raise SystemExit(3)": "SystemExit",
    "import sys; sys.exit()": "SystemExit",
    "exit()": "exit",
    "raise KeyboardInterrupt": "KeyboardInterrupt",
    "raise BaseException": "BaseException",
    "raise NotImplementedError()": "NotImplementedError",
    "def half(:\n  pass": "SyntaxError",
    "x = '''": "SyntaxError",
    "  x = 1": "IndentationError",
    "def f():\n\tx = 1\n        y = 2": "TabError",
    "print 'Python 2'": "SyntaxError",
    "def f(): f()\nf()": "RecursionError",
    "(" * 400 + ")" * 400: "SyntaxError",
    "\x00": "NUL",
    "input('name? ')": "EOFError",
    "open('/etc/passwd')": "OSError",
    "open('/mine.txt', 'w')": "OSError",
    "import os; os.fork()": "PermissionError",
    "import subprocess; subprocess.run(['ls'])": "PermissionError",
    "import urllib.request as r; r.urlopen('http://127.0.0.1:9')": "URLError",
    "import socket; socket.create_connection(('127.0.0.1', 9))": "PermissionError",
    "held = bytearray(1 << 40)": "MemoryError",
    "held = ['x' * (1 << 20) * i for i in range(10**6)]": "MemoryError",
    "raise ValueError('\\ud800')": "ValueError",
    "class E(Exception):\n def __str__(self): raise E\nraise E": "E",
    "class M(type):\n __name__ = property(lambda c: 1 / 0)\n"
    "class E(Exception, metaclass=M): pass\nraise E": "E",
    "import warnings\nwarnings.simplefilter('error')\nwarnings.warn('x')": "UserWarning",
    "def g():\n  yield 1\nnext(g().throw(KeyError))": "KeyError",
    "import not_there": "ModuleNotFoundError",
    "import autograder": "ModuleNotFoundError",
    "import reference": "ModuleNotFoundError",
}
# Which of several kinds it is depends on the isolation, or on the version of Python.
SAME = {
    "OSError": ("PermissionError", "FileNotFoundError", "OSError"),
    "NUL": ("SyntaxError", "ValueError"),
    "exit": ("NameError", "SystemExit"),
}


@pytest.mark.parametrize("cell", RAISING, ids=lambda cell: cell[:40].strip().replace("\x00", "NUL"))
def test_a_cell_that_raises_does_not_sink_the_next(run, cell):
    ran = run(cell, GOOD, cell_seconds=5.0, patience=8.0)
    assert ran.ended[1]["status"] == "error", ran
    assert ran.ended[1]["type"] in SAME.get(RAISING[cell], (RAISING[cell],))
    assert ran.value("after") == "reached"
    assert list(ran.ended) == [1]


# what notebooks do, and what must be bound afterwards
HARMLESS = {
    "%matplotlib inline\nx = 1": {"x": 1},
    "%%time\nx = 1": {"x": 1},
    "%%time\n!ls\n%matplotlib inline\nx = 1": {"x": 1},
    "%%timeit -n 1\nx = 1": {},
    "%%capture out\nx = 1": {"x": 1},
    "%%bash\nls": {},
    "%%writefile mine.py\nx = (": {},
    "%time x = 2": {"x": 2},
    "x = %time 3": {"x": 3},
    "%timeit 1 + 1\nx = 1": {"x": 1},
    "%load_ext autoreload\n%autoreload 2\nx = 1": {"x": 1},
    "%pip install torch\nx = 1": {"x": 1},
    "!ls\nx = 1": {"x": 1},
    "files = !ls\nx = len(files)": {"x": 0},
    "?len": {},
    "len?\nx = 1": {"x": 1},
    "help?": {},
    "get_ipython().run_line_magic('matplotlib', 'inline')\nx = 1": {"x": 1},
    "get_ipython().system('ls')\nx = 1": {"x": 1},
    "display(1, [2])\nx = 1": {"x": 1},
    "x = 7 % 4\ny = 'a!b?'": {"x": 3, "y": "a!b?"},
    "import asyncio\nawait asyncio.sleep(0)\nx = 1": {"x": 1},
    "import asyncio\nawait asyncio.sleep(0.01)\nx = 1": {"x": 1},
    "async def f():\n  return 5\nx = await f()": {"x": 5},
    "import asyncio\nasync def f(n):\n  return n\nx = await asyncio.gather(f(1), f(2))": {
        "x": [1, 2]
    },
    "async def f():\n  return 5\ncoroutine = f()\nx = 1": {"x": 1},
    "if __name__ == '__main__':\n  x = 1": {"x": 1},
    "from dataclasses import dataclass\n@dataclass\nclass P:\n  a: 'int' = 3\nx = P().a": {"x": 3},
    "from __future__ import annotations\nfrom dataclasses import dataclass\n"
    "@dataclass\nclass P:\n  a: int = 3\nx = P(4).a": {"x": 4},
    "import typing\nclass T(typing.NamedTuple):\n  a: int\n"
    "x = typing.get_type_hints(T)['a'] is int": {"x": True},
    "import pickle\nclass P: pass\nx = type(pickle.loads(pickle.dumps(P()))) is P": {"x": True},
    "def g():\n  yield from (1, 2)\nx = list(g())": {"x": [1, 2]},
    "import warnings\nwarnings.warn('careful')\nx = 1": {"x": 1},
    "x = '\\d'": {"x": "\\d"},
    "import numpy as np\nx = float(np.ones(2) @ np.ones(2))": {"x": 2.0},
    "import sys\nsys.setrecursionlimit(10**4)\nx = 1": {"x": 1},
    "import threading\nt = threading.Thread(target=lambda: None)\nt.start(); t.join()\nx = 1": {
        "x": 1
    },
    "": {},
    "# only a comment": {},
    "'a text'": {},
    "x: int = 1": {"x": 1},
    "global x\nx = 1": {"x": 1},
}


@pytest.mark.parametrize("cell", HARMLESS, ids=lambda cell: cell[:60].replace("\n", "; "))
def test_what_notebooks_do_is_harmless(run, cell):
    ran = run(cell, GOOD, cell_seconds=5.0, patience=8.0)
    assert ran.ended == {}
    assert {name: ran.value(name) for name in HARMLESS[cell]} == HARMLESS[cell]
    assert ran.value("after") == "reached"


def test_a_future_import_holds_for_the_cells_below_as_in_jupyter(run):
    ran = run(
        "from __future__ import annotations",
        "class Node:\n    def __init__(self, below: Node): self.below = below\nx = 1",
    )
    assert (ran.ended, ran.value("x")) == ({}, 1)


def test_a_cell_magic_says_in_which_line_it_failed(run):
    ran = run("%%time\nx = 1\n1 / 0")
    assert (ran.ended[1]["type"], ran.ended[1]["line"]) == ("ZeroDivisionError", 3)


# --- time ----------------------------------------------------------------------------------------

ENDLESS = {
    "a loop": "while True: pass",
    "a loop in a try": "while True:\n  try: 1/0\n  except Exception: pass",
    "sleeping": "import time; time.sleep(60)",
    "a lock": "import threading; threading.Lock().acquire(); l = threading.Lock(); "
    "l.acquire(); l.acquire()",
    "awaiting what never comes": "import asyncio\nawait asyncio.get_running_loop().create_future()",
    "a generator": "for x in iter(int, 1): pass",
}


@pytest.mark.parametrize("name", ENDLESS)
def test_an_endless_cell_is_stopped_and_the_next_one_runs(run, name):
    ran = run(ENDLESS[name], GOOD, cell_seconds=0.3)
    assert ran.ended[1]["status"] == "timeout"
    assert ran.value("after") == "reached"


DEAF = {
    "swallows the alarm once": (
        "try:\n  while True: pass\nexcept BaseException: pass\nwhile True: pass",
        "",
    ),
    "swallows every alarm": (
        "import time\nwhile True:\n  try: time.sleep(60)\n  except: pass",
        "silent",
    ),
    "ignores the signal": (
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
        "silent",
    ),
    "in C": ("import itertools; sum(itertools.repeat(0))", "silent"),
    "in a number": ("x = 3 ** (10 ** 8)", ""),
    "in a regular expression": ("import re; re.match('(a*)*b', 'a' * 60)", ""),
}


@pytest.mark.parametrize("name", DEAF)
def test_a_cell_that_does_not_hear_is_left_to_the_grader(run, name):
    cell, gone = DEAF[name]
    ran = run(cell, GOOD, cell_seconds=0.3, patience=1.5)
    assert ran.gone == gone
    if not gone:
        assert ran.ended[1]["status"] == "timeout"
    started = time.monotonic()
    if gone:
        ran.box.close()
        ran.gone = "closed"
    assert time.monotonic() - started < 0.5


def test_an_alarm_of_one_cell_does_not_strike_the_next(run):
    ran = run("while True: pass", "import time; time.sleep(0.5); after = 'reached'", cell_seconds=1)
    assert list(ran.ended) == [1]
    assert ran.value("after") == "reached"


# --- cells that do not run to their end ----------------------------------------------------------

CUT_SHORT = {
    "a missing package": "import not_there\nclass A: pass\nafter = 'reached'",
    "a missing package under a magic": "%matplotlib inline\nimport not_there\nafter = 'reached'",
    "a missing file": "rows = open('data.csv')\nprint(rows)\ndef f(): pass\nafter = 'reached'",
    "an error in what was called": "def f(): return 1 / 0\nf()\nafter = 'reached'",
    "a line that is no Python": "class A:\n  x = ###\nafter = 'reached'",
    "Python 2": "print 'training'\nafter = 'reached'",
    "under %%time": "%%time\n1 / 0\nafter = 'reached'",
    "an error while awaiting": "import asyncio\nawait asyncio.sleep('no')\nafter = 'reached'",
}


@pytest.mark.parametrize("name", CUT_SHORT)
def test_a_statement_that_fails_does_not_sink_those_below_it(run, name):
    ran = run(CUT_SHORT[name])
    assert ran.ended[1]["status"] == "error"
    assert ran.value("after") == "reached"


def test_the_first_error_of_a_cell_is_the_one_that_is_told(run):
    ran = run("x = 1\n1 / 0\nnot_there\n")
    assert (ran.ended[1]["type"], ran.ended[1]["line"]) == ("ZeroDivisionError", 2)


@pytest.mark.parametrize("leave", ["raise SystemExit", "import sys; sys.exit()"])
def test_below_an_exit_nothing_runs(run, leave):
    ran = run("after = 'not reached'", f"{leave}\nafter = 'reached'")
    assert ran.value("after") == "not reached"


def test_what_stands_below_an_endless_loop_is_still_defined_but_not_run(run):
    ran = run("while True: pass\ndef after(): return 1\nafter.ran = True", cell_seconds=0.3)
    assert ran.ended[1]["status"] == "timeout"
    reply = ran.ask(["name", "after"], ["call", slot(0), [], {}], ["take", slot(1)])
    assert reply["answers"] == [1]
    lacking = ran.ask(["name", "after"], ["get", slot(0), "ran"])["problem"]
    assert lacking == {"kind": "lacking", "name": "ran"}


def test_a_definition_that_takes_long_does_not_cost_those_below_it(run):
    slow = "while True: pass\nclass Slow:\n  import time; time.sleep(9)\ndef after(): return 1"
    ran = run(slow, cell_seconds=0.3)
    reply = ran.ask(["name", "after"], ["call", slot(0), [], {}], ["take", slot(1)])
    assert reply["answers"] == [1]


def test_when_the_time_for_all_cells_is_up_the_others_only_define(run):
    loops = ["import time; time.sleep(60)"] * 3
    ran = run(*loops, "y = 1\ndef after(): return 7", cell_seconds=0.4, cells_seconds=0.8)
    assert list(ran.ended) == [1, 2, 3, 4]
    reply = ran.ask(["name", "after"], ["call", slot(0), [], {}], ["take", slot(1)])
    assert reply["answers"] == [7]
    assert ran.ask(["name", "y"])["problem"]["kind"] == "missing"


# --- ends of the process -------------------------------------------------------------------------

FATAL = {
    "import os; os._exit(0)": "it ended the Python process (exit code 0)",
    "import os; os._exit(7)": "it ended the Python process (exit code 7)",
    "import ctypes; ctypes.string_at(0)": "the Python interpreter crashed (SIGSEGV)",
    "import os; os.abort()": "the Python interpreter crashed (SIGABRT)",
    "import signal; signal.raise_signal(signal.SIGTERM)": "it was ended by SIGTERM",
    "import os\nfor fd in range(3, 40):\n  try: os.close(fd)\n  except OSError: pass": None,
}


@pytest.mark.parametrize("cell", [cell for cell, reason in FATAL.items() if reason])
def test_a_process_that_ends_says_how(run, cell):
    ran = run(GOOD, cell, "after = 'not reached'")
    assert ran.gone == FATAL[cell]
    assert ran.began == [1, 2]


def test_no_cell_can_pass_for_killed_from_outside(run):
    ran = run("import signal; signal.raise_signal(signal.SIGKILL)", "after = 'reached'")
    assert ran.value("after") == "reached"


def test_a_zygote_serves_on_after_every_kind_of_end(run):
    for cell in FATAL:
        run(cell)
    assert run(GOOD).value("after") == "reached"


def test_processor_time_is_bounded(isolation, tmp_path):
    settings = BoxSettings(folder=tmp_path, cpu_seconds=1, without=WITHOUT[isolation])
    with Zygote(settings) as zygote:
        box = zygote.open_box()
        step = {"cell": 1, "source": "while True: pass"}
        plan = {"steps": [step], "cell_seconds": 9.0, "output_bytes": 10, "seed": 0}
        box.connection.send(plan, 2.0)
        with pytest.raises(BoxGone):
            list(iter(lambda: box.connection.receive(5.0), None))
        ending = box.close()
    assert ending.reason == "it used more processor time than allowed"
    assert 0.5 < ending.cpu < 2.5


# --- output --------------------------------------------------------------------------------------


def test_what_cells_print_is_kept_in_order(run):
    ran = run("print('one')", "import sys\nprint('two', file=sys.stderr)\ndisplay('three')")
    assert ran.printed == "one\ntwo\n'three'\n"


@pytest.mark.parametrize(
    "flood",
    [
        "for i in range(100_000): print(i)",
        "print('x' * 10**7)",
        "import os\nfor i in range(1000): os.write(1, b'x' * 1000)",
    ],
)
def test_floods_of_output_are_cut_and_harm_nobody(run, flood):
    ran = run(flood, GOOD)
    assert len(ran.printed) <= 256 * 1024
    assert ran.value("after") == "reached"


@pytest.mark.parametrize(
    "cell",
    [
        "import sys; sys.stdout = None",
        "import sys; sys.stdout.close()",
        "import sys; del sys.stdout",
        "import sys\nclass Tee:\n  def write(self, s): pass\nsys.stdout = Tee()",
        "import sys; sys.stdout = sys.__stdout__",
        "import io, contextlib\nwith contextlib.redirect_stdout(io.StringIO()): print(1)",
        "import builtins; builtins.print = None",
        "import os; os.close(1); os.close(2)",
    ],
)
def test_a_submission_may_do_with_its_output_what_it_likes(run, cell):
    ran = run(cell, GOOD)
    assert (ran.gone, ran.ended) == ("", {})
    assert ran.value("after") == "reached"


# --- names and checkpoints -----------------------------------------------------------------------

CHECKPOINTS = (
    "def helper(): return 'first'\nclass Layer:\n  def name(self): return helper()\n"
    "def ask(): return Layer().name()\nsecret = 1",
    ("at", "one"),
    "def helper(): return 'second'\nimport builtins\nnumbers = []",
    ("at", "two"),
    "class Layer:\n  def name(self): return 'other'\ndel secret",
    ("at", "three"),
    "ask = None",
)


@pytest.mark.parametrize(
    ("at", "answer"), [("one", "first"), ("two", "second"), ("three", "other")]
)
def test_names_are_as_they_stood_at_the_checkpoint(run, at, answer):
    ran = run(*CHECKPOINTS)
    reply = ran.ask(["name", "ask"], ["call", slot(0), [], {}], ["take", slot(1)], at=at)
    assert reply["answers"] == [answer]


def test_checkpoints_can_be_visited_in_any_order_and_again(run):
    ran = run(*CHECKPOINTS)
    ask = (["name", "ask"], ["call", slot(0), [], {}], ["take", slot(1)])
    order = ["three", "one", "two", "one", "three"]
    answers = [ran.ask(*ask, at=at)["answers"][0] for at in order]
    assert answers == ["other", "first", "second", "first", "other"]


def test_a_name_that_was_deleted_later_was_there_before(run):
    ran = run(*CHECKPOINTS)
    assert ran.value("secret", at="two") == 1
    reply = ran.ask(["name", "secret"], at="three")
    assert reply["problem"] == {"kind": "missing", "name": "secret"}


def test_names_can_be_deleted_altogether(run):
    ran = run("globals().clear()", GOOD)
    assert ran.value("after") == "reached"


# --- scenarios in the box ------------------------------------------------------------------------

ASK = (["name", "f"], ["call", slot(0), [], {}], ["take", slot(1)])


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        ("while True: pass", {"kind": "timeout"}),
        ("raise SystemExit", "SystemExit"),
        ("raise ValueError('0.123')", "ValueError"),
        ("return nothing", "NameError"),
        ("return f()", "RecursionError"),
    ],
)
def test_a_scenario_that_fails_says_so_and_the_next_is_answered(run, body, problem):
    ran = run(f"def f():\n  {body}\ndef g(): return 1")
    reply = ran.ask(*ASK, seconds=0.3)
    if isinstance(problem, str):
        assert reply["problem"]["type"] == problem
        assert (reply["problem"]["cell"], reply["problem"]["line"]) == (1, 2)
        assert reply["problem"]["message"] == "", "a message may hold hidden numbers"
    else:
        assert reply["problem"] == problem
    good = (["name", "g"], *ASK[1:])
    assert ran.ask(*good)["answers"] == [1]


def test_answers_before_the_problem_are_kept(run):
    ran = run("def f(): raise KeyError")
    reply = ran.ask(["value", 5], ["take", slot(0)], ["name", "f"], ["call", slot(2), [], {}])
    assert (reply["answers"], reply["problem"]["type"]) == ([5], "KeyError")


def test_random_numbers_of_a_scenario_come_from_its_seed(run):
    ran = run(
        "import numpy as np\nimport random\ndef f(): return [np.random.rand(), random.random()]"
    )
    assert ran.ask(*ASK)["answers"] == ran.ask(*ASK)["answers"]


def test_a_huge_answer_ends_in_an_error_of_its_own(run):
    ran = run("import numpy as np\ndef f(): return np.zeros(9_000_000)\ndef g(): return 1")
    with pytest.raises(BoxGone):
        ran.ask(*ASK)
