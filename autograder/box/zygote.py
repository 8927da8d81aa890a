"""The grader's handle on a zygote: starts it, asks it for boxes, replaces nothing by itself.

One zygote serves one assignment and one worker. Its environment is clean and it sees no secret;
it is told only what it may read, which packages to import and which fences to raise.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgpack

from autograder.box.connection import Connection
from autograder.errors import AuthoringError, GraderError

START_SECONDS = 60.0
ANSWER_SECONDS = 10.0
INSIDE = Path(__file__).parent / "inside"
SYSTEM_PATHS = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")


@dataclass(frozen=True)
class BoxSettings:
    """What every box of an assignment shares.

    `folder` holds the files handed out beside the notebook and is the box's working directory;
    `without` names fences to leave out; `memory_mib` counts above the warm image; `secret` lists
    folders that must not lie where the box may read.
    """

    folder: Path
    preload: tuple[str, ...] = ("numpy",)
    watch: tuple[str, ...] = ()
    memory_mib: int = 1024
    cpu_seconds: int = 100
    open_files: int = 32
    output_kib: int = 256
    without: tuple[str, ...] = ()
    secret: tuple[Path, ...] = ()

    def readable(self) -> tuple[str, ...]:
        """What student code may read: the interpreter, its packages, the handed-out files."""
        return (*SYSTEM_PATHS, sys.prefix, sys.base_prefix, str(self.folder))


@dataclass(frozen=True)
class Ending:
    """How a box ended: the signal that ended it (0: none), its exit code, what it used."""

    signal: int
    exit: int
    cpu: float
    memory: int

    @property
    def reason(self) -> str:
        """The ending in words for a student."""
        if self.signal == signal.SIGXCPU:
            return "it used more processor time than allowed"
        if self.signal in (signal.SIGSEGV, signal.SIGBUS, signal.SIGABRT):
            return f"the Python interpreter crashed ({signal.Signals(self.signal).name})"
        if self.signal == signal.SIGSYS:
            return "it made a system call that is not allowed"
        if self.signal == signal.SIGKILL:
            return "it had to be stopped"
        if self.signal:
            return f"it was ended by {signal.Signals(self.signal).name}"
        return f"it ended the Python process (exit code {self.exit})"


@dataclass
class Box:
    """One forked box: the connection to it, its printed output, and the means to end it."""

    connection: Connection
    _zygote: Zygote
    _pid: int
    _output: int

    def output(self) -> str:
        """What the box has printed so far."""
        data = os.pread(self._output, self._zygote.settings.output_kib * 1024, 0)
        return data.decode("utf-8", "replace")

    def close(self) -> Ending:
        """Kill the box if it still runs, let go of everything, and say how it ended."""
        self.connection.close()
        os.close(self._output)
        return self._zygote.reap(self._pid)


class Zygote:
    """A warm process that forks boxes. Use as a context manager."""

    def __init__(self, settings: BoxSettings) -> None:
        self.settings = settings
        _refuse_readable_secrets(settings)
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-I", "-B", str(INSIDE), str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                env=_clean_environment(),
                stdin=subprocess.DEVNULL,
                cwd="/",
            )
        try:
            self._start()
        except BaseException:
            self.close()
            raise

    def _start(self) -> None:
        self._control.settimeout(START_SECONDS)
        self._control.send(msgpack.packb(_told(self.settings)))
        answer = self._answer()
        self._control.settimeout(ANSWER_SECONDS)
        if "error" in answer:
            raise GraderError(f"The box did not start: {answer['error']}")

    def open_box(self) -> Box:
        """Fork a box."""
        ours, theirs = socket.socketpair()
        output = os.memfd_create("output")
        os.ftruncate(output, 0)
        try:
            with theirs:
                socket.send_fds(self._control, [b"fork"], [theirs.fileno(), output])
            pid = self._control.recv(64)
            if not pid:
                raise OSError("it closed its control socket")
        except OSError as error:
            ours.close()
            os.close(output)
            raise GraderError(f"The zygote is gone: {error}") from error
        return Box(Connection(ours), self, int(pid), output)

    def reap(self, pid: int) -> Ending:
        """Have the zygote kill and collect a box; one that has ended keeps its own ending."""
        try:
            self._control.send(str(pid).encode())
            return Ending(**self._answer())
        except OSError as error:
            raise GraderError(f"The zygote is gone: {error}") from error

    def _answer(self) -> Any:
        try:
            data = self._control.recv(1 << 16)
        except TimeoutError as error:
            raise GraderError("The zygote does not answer.") from error
        if not data:
            code = self._process.wait(timeout=ANSWER_SECONDS)
            raise GraderError(f"The zygote ended by itself (exit code {code}).")
        return msgpack.unpackb(data)

    @property
    def pid(self) -> int:
        """The zygote's process number."""
        return self._process.pid

    def close(self) -> None:
        """End the zygote and, with it, any box of its."""
        self._control.close()
        deadline = time.monotonic() + 1.0
        while self._process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.002)
        if self._process.poll() is None:
            self._process.kill()
        self._process.wait()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _told(settings: BoxSettings) -> dict[str, Any]:
    return {
        "folder": str(settings.folder),
        "preload": list(settings.preload),
        "watch": list(settings.watch),
        "read": list(settings.readable()),
        "write": [],
        "without": list(settings.without),
        "limits": {
            "memory_bytes": settings.memory_mib * 1024 * 1024,
            "cpu_seconds": settings.cpu_seconds,
            "open_files": settings.open_files,
            "file_bytes": settings.output_kib * 1024,
        },
    }


def _clean_environment() -> dict[str, str]:
    """Nothing of the grader's environment, which may hold secrets, reaches the box."""
    return {
        "HOME": "/nonexistent",
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": "/nonexistent",
        "PYTHONHASHSEED": "0",
        # One thread: a fork keeps only the forking thread, and idle BLAS threads cost time.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def _refuse_readable_secrets(settings: BoxSettings) -> None:
    for path in settings.secret:
        secret = path.resolve()
        for readable in settings.readable():
            if secret.is_relative_to(Path(readable).resolve()):
                raise AuthoringError(
                    f"{secret} lies below {readable}, which student code may read. "
                    "Move the course out of there before grading."
                )
