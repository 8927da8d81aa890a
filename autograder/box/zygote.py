"""The grader's handle on a zygote: starts it, asks it for boxes, replaces nothing by itself.

One zygote serves one assignment and one worker. It ends with the thread that started it, and its
boxes with it.
"""

from __future__ import annotations

import contextlib
import os
import select
import signal
import socket
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import msgpack

from autograder.box.connection import Connection
from autograder.box.process import Process
from autograder.box.settings import BoxSettings, refuse_readable_secrets, told
from autograder.errors import GraderError

START_SECONDS = 60.0
ANSWER_SECONDS = 10.0


@dataclass(frozen=True)
class Ending:
    """How a box ended: the signal that ended it (0: none), its exit code, what it used.

    `exceeded` names the limit of the zygote's that it was killed for, `stopped` says that the
    grader ended it, `outside` that somebody else did: neither the box itself, nor a limit, nor the
    grader.
    """

    signal: int
    exit: int
    cpu: float
    memory: int
    exceeded: str = ""
    stopped: bool = False
    outside: bool = False

    @property
    def reason(self) -> str:
        """The ending in words for a student."""
        if self.exceeded == "files":
            return "it wrote more temporary files than allowed"
        if self.exceeded == "threads":
            return "it started more threads than allowed"
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

    def full(self) -> bool:
        """Whether it has printed all that is kept, and the rest was dropped."""
        return os.fstat(self._output).st_size >= self._zygote.settings.output_kib * 1024

    def close(self, *, gone: bool = False) -> Ending:
        """Kill the box if it still runs, let go of everything, and say how it ended.

        One that is `gone`, to judge by its channel, gets a moment to be dead by itself.
        """
        self.connection.close()
        os.close(self._output)
        return self._zygote.reap(self._pid, gone=gone)


class Zygote:
    """A warm process that forks boxes. Use as a context manager.

    With `below` it is forked from another zygote, with whose packages and fences it starts; of the
    settings it then takes the packages alone. It shares what memory it can with that one, and ends
    with it.
    """

    def __init__(self, settings: BoxSettings, below: Zygote | None = None) -> None:
        self.settings = settings
        self._killed_for_memory = _killed_for_memory()
        self._is_forked = below is not None
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        with theirs:
            try:
                if below is None:
                    refuse_readable_secrets(settings)
                    self._process = Process(settings, theirs)
                    message = told(settings, self._process.folder)
                    with contextlib.suppress(BrokenPipeError):  # it has ended: no answer will come
                        self._control.send(msgpack.packb(message))
                else:
                    self._process = below._process
                    below._fork_zygote(settings, theirs)
            except BaseException:
                self._control.close()
                raise
        try:
            self._await_start()
        except BaseException:
            self.close()
            raise

    def _fork_zygote(self, settings: BoxSettings, control: socket.socket) -> None:
        packages = " ".join((*settings.preload, "-", *settings.defer))
        try:
            socket.send_fds(self._control, [f"zygote {packages}".encode()], [control.fileno()])
        except OSError as error:
            raise GraderError(f"The zygote is gone: {error}") from error

    def _await_start(self) -> None:
        self._control.settimeout(START_SECONDS)
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

    def reap(self, pid: int, *, gone: bool = False) -> Ending:
        """Have the zygote kill and collect a box; one that has ended keeps its own ending."""
        try:
            self._control.send(f"{pid} gone".encode() if gone else str(pid).encode())
            ending = Ending(**self._answer())
            return replace(ending, outside=self._is_from_outside(ending))
        except OSError as error:
            raise GraderError(f"The zygote is gone: {error}") from error

    def _is_from_outside(self, ending: Ending) -> bool:
        if ending.signal != signal.SIGKILL or ending.stopped or ending.exceeded:
            return False
        if ending.cpu >= self.settings.cpu_seconds:  # it was deaf to SIGXCPU
            return False
        # The kernel ends whom it likes when memory runs out; it is the box's doing if it held much.
        hungry = 2 * ending.memory > self.settings.memory_mib * 1024 * 1024
        return not (hungry and _killed_for_memory() > self._killed_for_memory)

    def _answer(self) -> Any:
        try:
            data = self._control.recv(1 << 16)
        except TimeoutError as error:
            raise GraderError("The zygote does not answer.") from error
        except ConnectionResetError:  # it ended with a message of ours unread
            data = b""
        if not data:
            raise GraderError(f"The zygote ended by itself{self._how()}.")
        return msgpack.unpackb(data)

    def _how(self) -> str:
        return "" if self._is_forked else f" (exit code {self._process.exit_code()})"

    @property
    def pid(self) -> int:
        """The process that holds the zygote: with it, zygote and boxes end."""
        return self._process.pid

    @property
    def ended(self) -> bool:
        """Whether it is gone, whoever has ended it."""
        if self._process.ended:
            return True
        hung_up = select.poll()
        hung_up.register(self._control, 0)
        return bool(hung_up.poll(0))

    def close(self) -> None:
        """End the zygote and, with it, any box of its and any zygote that was forked from it."""
        self._control.close()
        if not self._is_forked:
            self._process.close()

    def __enter__(self) -> Zygote:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def _killed_for_memory() -> int:
    """How many processes the kernel has ended so far because memory ran out; 0 if it keeps mum."""
    try:
        counters = Path("/proc/vmstat").read_text("ascii")
    except OSError:
        return 0
    return next(
        (int(line[9:]) for line in counters.splitlines() if line.startswith("oom_kill ")), 0
    )
