"""Runs a command and measures what it and all its children took: time, processor, memory.

Memory is the proportional set size: a page that n processes share counts for a nth in each, so the
sum over a tree of processes is what the tree holds.
"""

from __future__ import annotations

import contextlib
import ctypes
import os
import resource
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

LOOK_EVERY = 0.25  # seconds
ORPHANS_SECONDS = 5.0  # for what a command leaves running, such as a server of its own
_SET_CHILD_SUBREAPER = 36


@dataclass(frozen=True)
class Measured:
    """What a command took: seconds on the clock, seconds of processor time, and memory in MB.

    `parent_mb` is the most that the command's own process held, `children_mb` the most that all
    processes below it held together.
    """

    seconds: float
    cpu: float
    parent_mb: float
    children_mb: float


def run(
    command: Sequence[str | Path], env: Mapping[str, str] | None = None, cwd: Path | None = None
) -> Measured:
    """Run a command to its end; RuntimeError with what it said where it fails."""
    # Namespaces that end by a kill leave orphans; their processor time is ours to count, too.
    ctypes.CDLL(None).prctl(_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    before, started = _children_cpu(), time.perf_counter()
    parent = children = 0.0
    process = subprocess.Popen(
        [str(word) for word in command],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        env=None if env is None else {**os.environ, **env},
        cwd=cwd,
    )
    said = bytearray()
    with process:
        assert process.stdout is not None
        os.set_blocking(process.stdout.fileno(), False)
        while process.poll() is None:
            said += process.stdout.read() or b""
            own, *below = [_pss(pid) for pid in _tree(process.pid)]
            parent, children = max(parent, own), max(children, sum(below))
            time.sleep(LOOK_EVERY)
        seconds = time.perf_counter() - started
        said += process.stdout.read() or b""
    _collect_orphans()
    if process.returncode:
        raise RuntimeError(f"{command[0]} failed:\n{said.decode(errors='replace')[-3000:]}")
    return Measured(seconds, _children_cpu() - before, parent, children)


def load() -> str:
    """How busy the machine is, with others' work as well as ours."""
    return ", ".join(f"{value:.1f}" for value in os.getloadavg())


def _collect_orphans() -> None:
    deadline = time.monotonic() + ORPHANS_SECONDS
    with contextlib.suppress(ChildProcessError):
        while time.monotonic() < deadline:
            if os.waitpid(-1, os.WNOHANG) == (0, 0):
                time.sleep(0.01)


def _children_cpu() -> float:
    """Processor seconds of all children that have ended, with their children."""
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def _tree(pid: int) -> Iterator[int]:
    yield pid
    try:
        for task in Path(f"/proc/{pid}/task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _tree(int(child))
    except OSError:  # it has ended meanwhile
        return


def _pss(pid: int) -> float:
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0.0
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024
