"""The box attacks itself before it holds anybody else: what must fail is tried in a real box.

Nobody's word is taken for a fence, neither the kernel's nor ours.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from autograder.box.connection import BoxGone, BoxSilent, Misbehaved
from autograder.box.isolation import STRICT, WITHOUT
from autograder.box.private import PrivateFolder
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote
from autograder.errors import GraderError

SECONDS = 5.0


@dataclass(frozen=True)
class Attack:
    """Code that must raise, or end its process; if it runs to its end it has got out.

    `waits_for_strict` marks what only namespaces stop: known, and told, where there are none.
    """

    what: str
    source: str
    waits_for_strict: bool = False


@dataclass(frozen=True)
class Finding:
    """One attack in words, whether the box held it, and whether this isolation promises that."""

    what: str
    held: bool
    promised: bool = True


ATTACKS = (
    Attack("read a file outside the box", "open({secret!r}).read()"),
    Attack("list a folder outside the box", "import os; os.listdir({folder!r})"),
    Attack("tell which files there are", "import os; os.stat({secret!r})", waits_for_strict=True),
    Attack("read the grader's environment", "open('/proc/{grader}/environ').read()"),
    Attack("read the zygote's environment", "import os; open(f'/proc/{{os.getppid()}}/environ')"),
    Attack("write a file outside the box", "open({folder!r} + '/mine', 'w')"),
    Attack(
        "fill the disk",
        "for n in range(1 << 20): open(str(n), 'wb').write(bytes(1 << 20))",
    ),
    Attack("open a connection", "import socket; socket.create_connection(('127.0.0.1', 9), 1)"),
    Attack("make a socket", "import socket; socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)"),
    Attack("start a process", "import os; os.fork() or os._exit(0)"),
    Attack("run a program", "import os; os.execv('/bin/true', ['true'])"),
    Attack("signal the grader", "import os; os.kill({grader}, 0)"),
    Attack(
        "look into another process",
        "import ctypes, os; assert ctypes.CDLL(None).ptrace(0x4206, os.getppid(), 0, 0) == 0",
    ),
    Attack(
        "reach the grader's limits",
        "import resource; resource.prlimit({grader}, resource.RLIMIT_NOFILE)",
    ),
    Attack("take all memory", "held = bytearray(64 << 30)"),
)


def self_test(isolation: str) -> list[Finding]:
    """Try every attack in a box of this isolation."""
    with PrivateFolder() as outside, PrivateFolder() as given:
        secret = Path(outside.path) / "secret"
        secret.write_text("secret")
        names = {"secret": str(secret), "folder": outside.path, "grader": os.getpid()}
        settings = BoxSettings(folder=Path(given.path), without=WITHOUT[isolation])
        with Zygote(settings) as zygote:
            return [
                Finding(
                    attack.what,
                    _fails(zygote, attack.source.format(**names)),
                    promised=isolation == STRICT or not attack.waits_for_strict,
                )
                for attack in ATTACKS
            ]


def refuse_leaks(isolation: str) -> None:
    """Raise GraderError if the box cannot hold what it promises on this machine."""
    findings = self_test(isolation)
    through = [finding.what for finding in findings if finding.promised and not finding.held]
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
