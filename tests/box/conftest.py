"""A zygote for the tests of the fences.

Fences never come down again, so nothing of this happens in pytest's own process: a fresh Python
prepares the fences, forks one child for each piece of code, and says how each of them ended.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

import autograder.box

NOBODY = 65534

ZYGOTE = Path(__file__).with_name("zygote_for_tests.py")


@dataclass(frozen=True)
class Ending:
    """How one child ended: what it said, or the error it died of, or the signal."""

    said: Any = None
    error: str = ""
    signal: int = 0
    code: int = 0


@dataclass(frozen=True)
class Ground:
    """Where the attacks take place: a readable, a writable and a forbidden folder, and a port."""

    readable: Path
    writable: Path
    forbidden: Path
    port: int
    abstract: str


@dataclass(frozen=True)
class Zygote:
    """How the children are fenced in."""

    ground: Ground
    read: tuple[str, ...] = ()
    without: frozenset[str] = frozenset()
    limits: dict[str, int] = field(default_factory=dict)
    user: int | None = None
    imports: str = ""

    def run(self, *sources: str) -> list[Ending]:
        """Run each source in a child of its own and tell how the children ended."""
        plan = {
            "package": str(Path(autograder.box.__file__).parent),
            "ground": {
                k: v if isinstance(v, int) else str(v) for k, v in vars(self.ground).items()
            },
            "read": [str(self.ground.readable), *self.read],
            "without": sorted(self.without),
            "limits": self.limits,
            "user": self.user,
            "imports": self.imports,
            "sources": [textwrap.dedent(source) for source in sources],
        }
        done = subprocess.run(
            [sys.executable, "-I", str(ZYGOTE)],
            input=json.dumps(plan),
            capture_output=True,
            text=True,
            timeout=120,
            env={"PATH": os.defpath, "OPENBLAS_NUM_THREADS": "1", "MPLBACKEND": "Agg"},
            check=False,
        )
        assert done.returncode == 0, done.stderr
        return [Ending(**ending) for ending in json.loads(done.stdout)]


@pytest.fixture
def ground() -> Iterator[Ground]:
    """Open to every user, so that it is the fences that keep someone out and not the owner."""
    with tempfile.TemporaryDirectory() as folder, socket.create_server(("127.0.0.1", 0)) as port:
        os.chmod(folder, 0o755)
        folders = [Path(folder, name) for name in ("readable", "writable", "forbidden")]
        for place in folders:
            place.mkdir()
            place.chmod(0o777)
            (place / "file").write_text("contents")
            (place / "file").chmod(0o666)
        with socket.socket(socket.AF_UNIX) as abstract:
            name = f"fences-{os.getpid()}-{Path(folder).name}"
            abstract.bind("\0" + name)
            abstract.listen()
            yield Ground(*folders, port=port.getsockname()[1], abstract=name)


@pytest.fixture
def zygote(ground: Ground) -> Callable[..., Zygote]:
    """Return the maker of zygotes that work on this test's ground."""

    def make(**how: Any) -> Zygote:
        return Zygote(ground, **how)

    return make
