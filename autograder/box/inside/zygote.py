"""The zygote: a warm process that forks a box for each submission and never reads one itself.

It is started clean, imports the allowed packages, prepares the fences once, and then waits on its
control socket. One thread. The grader talks to the box directly, over a channel
whose end comes with the request.
"""

from __future__ import annotations

import array
import contextlib
import gc
import importlib
import os
import select
import signal
import socket
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import msgpack

from . import cells, deferred, fences, limits, pages, privileges, scratch, served, watch

_FDS_PER_BOX = 2
_REQUEST = 1 << 13  # bytes
_ON_ITS_WAY_OUT = 0.2  # seconds from closing the channel to being dead
_GLANCE = 0.05  # seconds: at a gigabyte a second, 50 MB slip in between two looks
OVERFULL, CROWDED = "files", "threads"  # limits that the zygote keeps
# NumPy loads these at first use, which would be in every box anew (numpy.random alone: 18 ms).
NEEDED = ("numpy", "numpy.random", "numpy.linalg")


def main(control_fd: int) -> None:
    """Serve the grader on the control socket until it closes."""
    control = socket.socket(fileno=control_fd)
    if os.getpid() == 1:  # bubblewrap's child, in a namespace that ends with it
        privileges.die_with_parent()
    # A grader that is killed closes it, too: then nobody is there to tell, or to complain to.
    with contextlib.suppress(BrokenPipeError, ConnectionResetError):
        if told := control.recv(1 << 20):
            settings = msgpack.unpackb(told)
            try:
                _serve(control, lambda: _warm_up(control, settings))
            finally:
                os.chdir("/")
                scratch.remove(settings["scratch"]["path"])


def _serve(control: socket.socket, warm_up: Callable[[], Zygote]) -> None:
    try:
        zygote = warm_up()
    except Exception as error:
        control.send(msgpack.packb({"error": f"{type(error).__name__}: {error}"}))
        return
    try:
        control.send(msgpack.packb({"ready": os.getpid()}))
        zygote.serve()
    finally:
        zygote.end()


def _warm_up(control: socket.socket, settings: dict[str, Any]) -> Zygote:
    sys.dont_write_bytecode = True
    sys.argv[:] = [""]
    _narrow_imports(settings["folder"])
    watchers = watch.install(settings["watch"])
    _load((*NEEDED, *settings["preload"]), settings["defer"])
    cells.compile_ahead((number, source) for number, source in settings["given"])
    without = frozenset(map(fences.Layer, settings["without"]))
    bounds = limits.Limits(**settings["limits"])
    folder = scratch.Scratch(**settings["scratch"], handed_out=settings["folder"])
    prepared = fences.prepare(bounds, settings["read"], [folder.path], without)
    folder.restore()
    os.chdir(folder.path)
    _freeze()
    pages.join()
    return Zygote(control, prepared, watchers, folder, settings["threads"])


def _load(names: Sequence[str], defer: Sequence[str]) -> None:
    """Import packages, once for all boxes, and defer others. RuntimeError where one has threads."""
    for name in names:
        importlib.import_module(name)
    _use_once()
    deferred.install(defer)
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(
            f"{threads} threads after preloading {', '.join(names)}; a fork keeps only one. "
            "Remove the package that starts threads from `preload`."
        )


def _freeze() -> None:
    """Let a forked child share what there is instead of copying it at its first collection."""
    gc.collect()
    gc.freeze()


def _use_once() -> None:
    """Let packages do now what they do at first use: once, and before the fences refuse it."""
    if "matplotlib.pyplot" in sys.modules:
        from matplotlib import font_manager, pyplot

        pyplot.figure()
        pyplot.plot([0, 1])
        pyplot.title("title")
        pyplot.gcf().canvas.draw()  # loads the fonts
        pyplot.close("all")
        # matplotlib closes its fonts in every forked child, so open ones would cost each box time.
        font_manager._get_font.cache_clear()  # type: ignore[attr-defined]
    if torch := sys.modules.get("torch"):
        torch.ones(8)  # looks at /proc/cpuinfo, and complains in the student's output if it cannot


def _narrow_imports(folder: str) -> None:
    """Leave the handed-out files, the standard library and the installed packages importable."""
    inside = (sys.prefix, sys.base_prefix)
    sys.path[:] = [folder, *(path for path in sys.path if path.startswith(inside))]
    # Editable installs hook in here; the box must not find the course or the engine through them.
    sys.meta_path[:] = [
        f
        for f in sys.meta_path
        if not type(f).__module__.startswith("_")
        and not getattr(f, "__module__", "").startswith("__editable__")
    ]


@dataclass
class Zygote:
    """The warm process at work: its boxes by pid, each with the limit that it was killed for.

    Threads are counted here: the kernel would count all of the user's, and never root's.
    """

    control: socket.socket
    prepared: fences.Fences
    watchers: dict[str, watch.Watched]
    scratch: scratch.Scratch
    threads: int
    boxes: dict[int, str] = field(default_factory=dict)
    laden: list[int] = field(default_factory=list)

    def serve(self) -> None:
        """Fork and reap as asked, until the grader closes the control socket."""
        while request := self._receive():
            (verb, *words), descriptors = request
            if verb == "fork":
                self._fork(descriptors)
            elif verb == "zygote":
                at = words.index("-")
                self._fork_zygote(words[:at], words[at + 1 :], descriptors)
            else:
                self._reap(int(verb), gone=bool(words))

    def end(self) -> None:
        """Kill what still runs, though the grader may be dead."""
        for pid in (*self.boxes, *self.laden):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)

    def _receive(self) -> tuple[list[str], list[int]] | None:
        """Wait for the grader, with an eye on what no limit of the kernel's bounds."""
        room = socket.CMSG_SPACE(_FDS_PER_BOX * array.array("i").itemsize)
        while True:
            self.control.settimeout(_GLANCE if self.boxes else None)
            try:
                verb, ancillary, _, _ = self.control.recvmsg(_REQUEST, room)
            except TimeoutError:
                self._glance()
                continue
            except ConnectionResetError:  # it was killed with an answer of ours unread
                return None
            descriptors = array.array("i")
            for level, kind, data in ancillary:
                if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
                    descriptors.frombytes(data)
            return (verb.decode().split(), list(descriptors)) if verb else None

    def _glance(self) -> None:
        alive = [pid for pid, exceeded in self.boxes.items() if not exceeded]
        overfull = bool(alive) and self.scratch.overfull()
        for pid in alive:
            if exceeded := OVERFULL if overfull else self._crowded(pid):
                self.boxes[pid] = exceeded
                os.kill(pid, signal.SIGKILL)

    def _crowded(self, pid: int) -> str:
        return CROWDED if _threads(pid) > self.threads else ""

    def _fork(self, descriptors: list[int]) -> None:
        channel_fd, output_fd = descriptors
        pid = os.fork()
        if pid == 0:
            self.control.close()
            served.serve(channel_fd, output_fd, self.prepared, self.watchers)
        self.boxes[pid] = ""
        self.control.send(str(pid).encode())
        for descriptor in descriptors:
            os.close(descriptor)

    def _fork_zygote(
        self, names: Sequence[str], defer: Sequence[str], descriptors: Sequence[int]
    ) -> None:
        """Fork a zygote that has other packages as well, and a control socket of its own."""
        [control_fd] = descriptors
        pid = os.fork()
        if pid == 0:
            self.control.close()
            control = socket.socket(fileno=control_fd)
            try:
                privileges.die_with_parent()
                with contextlib.suppress(BrokenPipeError, ConnectionResetError):
                    _serve(control, lambda: self._laden_with(control, names, defer))
            finally:
                os._exit(0)
        self.laden.append(pid)
        os.close(control_fd)

    def _laden_with(
        self, control: socket.socket, names: Sequence[str], defer: Sequence[str]
    ) -> Zygote:
        """What the forked child is once it has loaded the packages.

        Pages are not joined here: those that it never writes to, it shares with its parent.
        """
        deferred.remove()
        _load(names, defer)
        _freeze()
        prepared = replace(self.prepared, zygote=os.getpid())
        return Zygote(control, prepared, self.watchers, self.scratch, self.threads)

    def _reap(self, pid: int, *, gone: bool) -> None:
        """Kill and collect a box; tell how it ended, whether by our hand, and what it used.

        One that is `gone` has let go of its channel and gets a moment to end by itself.
        """
        stopped = not _ended(pid, _ON_ITS_WAY_OUT if gone else 0.0)
        if stopped:
            os.kill(pid, signal.SIGKILL)
        _, status, usage = os.wait4(pid, 0)
        answer = {
            "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
            "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
            "cpu": usage.ru_utime + usage.ru_stime,
            "memory": usage.ru_maxrss * 1024,
            "exceeded": self.boxes.pop(pid),
            "stopped": stopped,
        }
        self.control.send(msgpack.packb(answer))
        if not self.boxes:
            self.scratch.restore()


def _threads(pid: int) -> int:
    """How many threads a child of ours has; 0 once it is dead."""
    with open(f"/proc/{pid}/stat", "rb") as file:
        return int(file.read().rpartition(b")")[2].split()[17])


def _ended(pid: int, seconds: float) -> bool:
    """Whether a child ends by itself within some seconds. Leaves it to be waited for."""
    process = os.pidfd_open(pid)
    try:
        return bool(select.select([process], [], [], seconds)[0])
    finally:
        os.close(process)
