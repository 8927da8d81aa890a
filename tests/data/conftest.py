"""A server on this machine that can be told how to misbehave, and two tiny idx files."""

from __future__ import annotations

import gzip
import hashlib
import struct
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest

from autograder.data.download import Patience, RemoteFile
from autograder.data.mnist import Part


@pytest.fixture(autouse=True)
def _no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")


@dataclass
class Server:
    """What it has by path, what it is to do for the next requests, and what it was asked."""

    files: dict[str, bytes] = field(default_factory=dict)
    tricks: list[str] = field(default_factory=list)
    asked: list[tuple[str, str | None]] = field(default_factory=list)
    address: str = ""


class Handler(BaseHTTPRequestHandler):
    """Serves files and ranges of them; `server.told` may hold a trick for this request."""

    def do_GET(self) -> None:
        told: Server = self.server.told  # type: ignore[attr-defined]
        name, wanted = self.path.rpartition("/")[2], self.headers.get("Range")
        told.asked.append((name, wanted))
        trick = told.tricks.pop(0) if told.tricks else ""
        if trick.isdigit() or name not in told.files:
            self.send_response(int(trick or 404))
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        self._send(told.files[name], wanted, trick)

    def _send(self, data: bytes, wanted: str | None, trick: str) -> None:
        if trick == "wrong":
            data = bytes(reversed(data))
        begin = 0 if wanted is None or trick == "ignores" else int(wanted[6:-1])
        self.send_response(206 if begin else 200)
        if begin:
            said = begin + (trick == "shifted")
            self.send_header("Content-Range", f"bytes {said}-{len(data) - 1}/{len(data)}")
        body = data[begin:] + (b"more" * 1000 if trick == "longer" else b"")
        if trick != "ends":  # says no length, so that an early end looks like any other
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        half = len(body) // 2
        self.wfile.write(body[:half])
        if trick in ("breaks", "ends"):
            self.close_connection = True
            return
        if trick == "slow":
            self.wfile.flush()
            time.sleep(0.6)
        self.wfile.write(body[half:])

    def log_message(self, *arguments: object) -> None:
        """Keep quiet."""


class Quiet(ThreadingHTTPServer):
    """A client that hangs up is what is tested, and no news."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing."""


@pytest.fixture
def server() -> Iterator[Server]:
    with Quiet(("127.0.0.1", 0), Handler) as running:
        told = Server(address=f"http://127.0.0.1:{running.server_port}/set")
        running.told = told  # type: ignore[attr-defined]
        thread = threading.Thread(target=running.serve_forever, args=(0.01,))
        thread.start()
        yield told
        running.shutdown()
        thread.join()


@pytest.fixture
def patience() -> Patience:
    return Patience(attempts=3, connect_seconds=1.0, read_seconds=0.25, pause_seconds=0.01)


def idx(array: np.ndarray) -> bytes:
    header = struct.pack(f">{1 + array.ndim}I", 0x0800 | array.ndim, *array.shape)
    return gzip.compress(header + array.tobytes(), mtime=0)


def known(name: str, data: bytes) -> RemoteFile:
    return RemoteFile(name, len(data), hashlib.sha256(data).hexdigest())


@pytest.fixture
def pictures() -> np.ndarray:
    return np.random.default_rng(0).integers(256, size=(12, 5, 4), dtype=np.uint8)


@pytest.fixture
def parts(server: Server, pictures: np.ndarray) -> tuple[Part, ...]:
    """Eight pictures to train on and four to test with, all on the server."""
    labels = np.arange(12, dtype=np.uint8) % 10
    arrays = {
        "train-images.gz": pictures[:8],
        "train-labels.gz": labels[:8],
        "test-images.gz": pictures[8:],
        "test-labels.gz": labels[8:],
    }
    server.files = {name: idx(array) for name, array in arrays.items()}
    files = [known(name, data) for name, data in server.files.items()]
    return (Part(*files[:2]), Part(*files[2:]))
