"""A real server of the tests' own, as a process that can be killed."""

from __future__ import annotations

import contextlib
import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import requests

from autograder.exchange.client import Client
from autograder.exchange.credentials import Login

PATIENCE = 60.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@dataclass
class Served:
    """`autograder serve` on a free port; `log` is where it writes."""

    course: Path
    data: Path
    isolation: str
    url: str | None = None
    workers: int = 1
    options: tuple[str, ...] = ()
    within: tuple[str, ...] = ()  # a command that becomes the server
    certificate: str | None = None
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    @property
    def server(self) -> str:
        scheme = "https" if self.certificate else "http"
        return f"{scheme}://127.0.0.1:{self.port}"

    @property
    def log(self) -> Path:
        return self.data.with_name("serve.log")

    def start(self) -> None:
        database = ["--database", self.url] if self.url else []
        command = [
            *self.within, sys.executable, "-m", "autograder.cli.main",
            "--course", str(self.course), "serve", "--data", str(self.data),
            "--port", str(self.port), "--workers", str(self.workers),
            "--isolation", self.isolation, *database, *self.options,
        ]  # fmt: skip
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(command, stdout=log, stderr=log)
        until(self.is_up, f"the server, see {self.log.read_text()[-2000:]}")

    def is_up(self) -> bool:
        assert self.process is not None
        assert self.process.poll() is None, self.log.read_text()[-4000:]
        try:
            place = f"{self.server}/healthz"
            return requests.get(place, timeout=2, verify=self.certificate or True).ok
        except requests.RequestException:
            return False

    def kill(self) -> None:
        """As a power cut would, but for the disk."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def worker_pids(self) -> list[int]:
        assert self.process is not None
        return children(self.process.pid, "autograder.exchange.worker")

    def stop(self) -> None:
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(40)
            except subprocess.TimeoutExpired:
                self.kill()
                raise

    def client(self, token: str, **options: object) -> Client:
        return Client(Login(self.server, token), **options)  # type: ignore[arg-type]


def children(pid: int, word: str) -> list[int]:
    """The processes below one whose command line holds a word."""
    found = []
    for path in Path("/proc").glob("[0-9]*"):
        try:
            stat = (path / "stat").read_text().rpartition(")")[2].split()
            command = (path / "cmdline").read_bytes().decode(errors="replace")
        except OSError:
            continue
        if int(stat[1]) == pid and word in command:
            found.append(int(path.name))
    return found


def kill(pid: int) -> None:
    """A process that we started; it may have ended by itself."""
    with contextlib.suppress(ProcessLookupError):
        os.kill(pid, signal.SIGKILL)


def until(ready: object, what: str, patience: float = PATIENCE) -> None:
    ends = time.monotonic() + patience
    while not ready():  # type: ignore[operator]
        assert time.monotonic() < ends, f"waited in vain for {what}"
        time.sleep(0.05)


def form_key(html: str) -> str:
    """The key that a page's forms send back."""
    return html.partition('name="form_key" value="')[2].partition('"')[0]


def signed_in(web: Any, token: str) -> str:
    """Sign a test's browser in; the key of the session's forms."""
    web.cookies.clear()
    assert web.post("/login", data={"token": token}).status_code == 200
    return form_key(web.get("/").text)


def grade_anew(klass: Any, isolation: str) -> None:
    """Grade whatever waits in a process of its own, which loads the checks as they now stand."""
    code = (
        "import sys; from pathlib import Path; from autograder.exchange.store import Store; "
        "from autograder.exchange.marking import Marker; "
        "from autograder.exchange.worker import work_once; "
        "store = Store.open(Path(sys.argv[1]), sys.argv[2]); "
        "marker = Marker(store, Path(sys.argv[3]), sys.argv[4])\n"
        "while work_once(store, marker, 'new'): pass\n"
        "marker.close()"
    )
    store = klass.store
    arguments = [str(store.folder), store.database.url, str(klass.course.root), isolation]
    subprocess.run([sys.executable, "-c", code, *arguments], check=True)
