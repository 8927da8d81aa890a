"""The box attacks itself before it holds anybody else: what must fail is tried in a real box.

Nobody's word is taken for a fence, neither the kernel's nor ours.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from autograder.box.connection import BoxGone, BoxSilent, Misbehaved
from autograder.box.isolation import WITHOUT
from autograder.box.zygote import BoxSettings, Zygote
from autograder.errors import GraderError

SECONDS = 5.0


@dataclass(frozen=True)
class Finding:
    """One attack in words, and whether the box held it."""

    what: str
    held: bool


# Each must raise, or end the process; one that runs to its end has got out.
ATTACKS = {
    "read a file outside the box": "open({secret!r}).read()",
    "list a folder outside the box": "import os; os.listdir({folder!r})",
    "read the grader's environment": "import os; open(f'/proc/{{os.getppid()}}/environ').read()",
    "write a file": "open({folder!r} + '/mine', 'w')",
    "open a connection": "import socket; socket.create_connection(('127.0.0.1', 9), 1)",
    "make a socket": "import socket; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
    "start a process": "import os; os.fork() or os._exit(0)",
    "run a program": "import os; os.execv('/bin/true', ['true'])",
    "signal the grader": "import os; os.kill(os.getppid(), 0)",
    "look into another process": (
        "import ctypes; libc = ctypes.CDLL(None, use_errno=True)\n"
        "import os; assert libc.ptrace(16, os.getppid(), 0, 0) == 0"
    ),
    "change the grader's limits": (
        "import os, resource; resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (64, 64))"
    ),
    "take all memory": "held = bytearray(64 << 30)",
}


def self_test(isolation: str) -> list[Finding]:
    """Try every attack in a box of this isolation."""
    with tempfile.TemporaryDirectory() as outside, tempfile.TemporaryDirectory() as given:
        secret = Path(outside) / "secret"
        secret.write_text("secret")
        settings = BoxSettings(folder=Path(given), without=WITHOUT[isolation])
        with Zygote(settings) as zygote:
            return [
                Finding(what, _fails(zygote, source.format(secret=str(secret), folder=outside)))
                for what, source in ATTACKS.items()
            ]


def refuse_leaks(isolation: str) -> None:
    """Raise GraderError if the box cannot hold what it promises on this machine."""
    through = [finding.what for finding in self_test(isolation) if not finding.held]
    if through:
        raise GraderError(
            f"The box does not hold on this machine: student code could {', '.join(through)}. "
            "Nothing was graded. Run `autograder doctor` and see the README on isolation."
        )


def _fails(zygote: Zygote, source: str) -> bool:
    box = zygote.open_box()
    try:
        plan = {
            "steps": [{"cell": 1, "source": source}],
            "cell_seconds": SECONDS,
            "output_bytes": 1000,
            "seed": 0,
        }
        box.connection.send(plan, SECONDS)
        while "ready" not in (frame := box.connection.receive(2 * SECONDS)):
            if "ended" in frame:
                return True
        return False
    except (BoxGone, BoxSilent, Misbehaved):
        return True
    finally:
        box.close()
