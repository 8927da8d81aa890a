"""Whoever is killed, at whatever moment: the results are those of an undisturbed run.

The grader, a worker, a zygote or a box (or a zygote that is forked as boxes are) is killed at a
random moment of a run, and of those that resume it, until one comes to its end: with the same
reports as an undisturbed run, each once, and no process and no file left. 8 times here, 200 with
`--soak`.
"""

from __future__ import annotations

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pytest

COUNT = 4
EVERYBODY = ("grader", "worker", "zygote", "box")


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory, filled, blank):
    folder = tmp_path_factory.mktemp("killed") / "submitted"
    folder.mkdir()
    for number in range(COUNT):
        # Half of them need the zygote that is forked from the usual one.
        packages = "time, colorsys" if number % 4 < 2 else "time"
        slow = f"import {packages}\ntime.sleep(0.1)\ndef half(x): return x / {2 + number % 2}"
        (folder / f"{number}.ipynb").write_text(json.dumps(filled(half=f"{slow}  # {number}")))
    (folder / "blank.ipynb").write_text(json.dumps(blank()))
    (folder / "cut.ipynb").write_text("{")
    return folder


class Run:
    """`autograder grade --resume` as a process, in a session and a temporary folder of its own."""

    def __init__(self, course, handed_in, out, temporary, isolation):
        temporary.mkdir(exist_ok=True)
        verb = ["grade", str(handed_in), "-o", str(out), "-j", "2", "--resume"]
        command = [sys.executable, "-m", "autograder.cli.main", "--course", str(course), *verb]
        self.process = subprocess.Popen(
            [*command, "--isolation", isolation],
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(temporary)},
        )
        self.seen = {}

    def look(self):
        """The family as it is now, by kind; whoever was seen once is remembered."""
        found = {"grader": [self.process.pid], "worker": [], "zygote": [], "box": []}
        for worker in children(self.process.pid):
            kind = "worker" if b"grading.worker" in command_of(worker) else "zygote"
            found[kind].append(worker)
            for below in descendants(worker):
                inner = b"box/inside" in command_of(below) and b"bwrap" not in command_of(below)
                forked = inner and b"box/inside" in command_of(parent(below)) and (
                    b"bwrap" not in command_of(parent(below))
                )  # fmt: skip
                found["box" if forked else "zygote"].append(below)
        self.seen |= {pid: started(pid) for pids in found.values() for pid in pids}
        return found

    def kill(self, kind, when, rng):
        """Kill one of a kind at a moment; False if the run was over before there was any."""
        deadline = time.monotonic() + when
        while self.process.poll() is None:
            found = self.look()[kind]
            if time.monotonic() >= deadline and found:
                try:
                    os.kill(rng.choice(found), signal.SIGKILL)
                except ProcessLookupError:
                    continue
                return True
            time.sleep(0.002)
        return False

    def end(self):
        """Wait for the end; the exit code, and what was said."""
        while self.process.poll() is None:
            self.look()
            time.sleep(0.01)
        said = self.process.stderr.read().decode()
        self.process.stderr.close()
        return self.process.returncode, said

    def survivors(self, seconds=10.0):
        """Whoever of the family is still there some time after the end."""
        deadline = time.monotonic() + seconds
        while True:
            alive = [pid for pid, since in self.seen.items() if since and started(pid) == since]
            if not alive or time.monotonic() > deadline:
                return {pid: command_of(pid) for pid in alive}
            time.sleep(0.02)


def children(pid):
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        return [int(c) for task in tasks for c in (task / "children").read_text().split()]
    except OSError:
        return []


def descendants(pid):
    return [d for child in children(pid) for d in (child, *descendants(child))]


def fields(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    except OSError:
        return ["X", "0"] + ["0"] * 20


def parent(pid):
    return int(fields(pid)[1])


def started(pid):
    """When a process began, which with its pid tells it from all others; None for the dead."""
    of = fields(pid)
    return None if of[0] in "XZ" else of[19]


def command_of(pid):
    try:
        return Path(f"/proc/{pid}/cmdline").read_bytes()
    except OSError:
        return b""


def results(out):
    lines = [json.loads(line) for line in (out / "results.jsonl").read_text().splitlines()]
    return [{**line, "timing": None} for line in lines]


def reports(out):
    return sorted(path.name for path in (out / "reports").iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("mode", ["the strongest", "unprivileged"])
def test_whoever_is_killed_the_results_are_the_same(
    mode, small, isolation, handed_in, tmp_path, soak
):
    mode = isolation if mode == "the strongest" else mode
    rng, killed = random.Random(mode), Counter()

    def run(out):
        return Run(small.root, handed_in, tmp_path / out, tmp_path / "tmp", mode)

    began = time.monotonic()
    assert run("whole").end()[0] == 0
    lasts = time.monotonic() - began
    whole, names = results(tmp_path / "whole"), reports(tmp_path / "whole")
    out, finished, wanted, code = "out0", 0, 100 if soak else 4, -1
    while killed.total() < wanted or code != 0:
        kind = min(EVERYBODY, key=lambda k: (killed[k], k))
        disturbed = run(out)
        if killed.total() < wanted:
            killed[kind] += disturbed.kill(kind, rng.uniform(0, lasts), rng)
        code, said = disturbed.end()
        assert code in (0, 3, -signal.SIGKILL), said
        assert "Traceback" not in said, said
        assert disturbed.survivors() == {}
        if code == 0:
            assert results(tmp_path / out) == whole, kind
            assert reports(tmp_path / out) == names
            assert list((tmp_path / "tmp").iterdir()) == [], kind
            shutil.rmtree(tmp_path / out)
            finished += 1
            out = f"out{finished}"
    print(dict(killed), f"in {finished} runs that came to their end")
