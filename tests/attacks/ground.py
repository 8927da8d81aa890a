"""Where the attacks take place: a secret, somebody else's folder, open ports, and the boxes."""

from __future__ import annotations

import contextlib
import os
import socket
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from catalogue import Attack

from autograder.box.connection import BoxGone, BoxSilent, Misbehaved
from autograder.box.settings import BoxSettings
from autograder.box.zygote import Zygote
from autograder.errors import GraderError

ROOT = Path(__file__).resolve().parents[2]
TOKEN = "it got through"
SECONDS = 3.0
MEMORY = 128  # MiB


@dataclass(frozen=True)
class Ground:
    """What the placeholders of an attack's code stand for."""

    secret: str
    outside: str
    port: int
    abstract: str

    def fill(self, code: str) -> str:
        """The code with its placeholders filled in, saying so if it runs to its end."""
        names = {**vars(self), "root": ROOT, "grader": os.getpid()}
        for name, value in names.items():
            code = code.replace("{" + name + "}", str(value))
        # One statement: what follows one that raises may be run all the same.
        return f"exec({code!r}, globals()), print({TOKEN!r})"


@contextlib.contextmanager
def ground() -> Iterator[Ground]:
    """Make a ground, open to every user, so that only fences keep somebody out."""
    with contextlib.ExitStack() as stack:
        outside = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        outside.chmod(0o777)
        for name in ("secret", "spare"):
            (outside / name).write_text("secret")
            (outside / name).chmod(0o666)
        port = stack.enter_context(socket.create_server(("127.0.0.1", 0)))
        path, abstract = stack.enter_context(_unix()), stack.enter_context(_unix())
        path.bind(str(outside / "socket"))
        abstract.bind(f"\0attacks-{os.getpid()}")
        for listening in (path, abstract):
            listening.listen(64)
        (outside / "socket").chmod(0o777)
        number = port.getsockname()[1]
        yield Ground(str(outside / "secret"), str(outside), number, f"attacks-{os.getpid()}")


def _unix() -> socket.socket:
    return socket.socket(socket.AF_UNIX)


def escaped(here: Ground, attacks: Sequence[Attack], without: Iterable[str]) -> set[str]:
    """The attacks, by id, that run to their end in a box without these layers."""
    settings = BoxSettings(ROOT / "release" / "pysmorch", memory_mib=MEMORY, without=tuple(without))
    found, zygote = set(), Zygote(settings)
    try:
        for attack in attacks:
            try:
                if _runs_through(zygote, here.fill(attack.code)):
                    found.add(attack.id)
            except GraderError:  # the zygote itself was hurt
                found.add(attack.id)
                zygote.close()
                zygote = Zygote(settings)
    finally:
        zygote.close()
    return found


def _runs_through(zygote: Zygote, code: str) -> bool:
    box = zygote.open_box()
    steps = [{"cell": 1, "source": code}]
    plan = {"steps": steps, "cell_seconds": SECONDS, "output_bytes": 1000, "seed": 0}
    try:
        box.connection.send(plan, SECONDS)
        while "ready" not in box.connection.receive(2 * SECONDS):
            pass
    except (BoxGone, BoxSilent, Misbehaved):
        pass
    finally:
        through = TOKEN in box.output()
        box.close()
    return through
