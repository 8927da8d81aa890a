"""The zygote: a warm process that forks a box for each submission and never reads one itself.

It is started clean, imports the allowed packages, prepares the fences once, and then waits on its
control socket. One thread, one box at a time. The grader talks to the box directly, over a channel
whose end comes with the request.
"""

from __future__ import annotations

import array
import gc
import importlib
import os
import signal
import socket
import sys
from typing import Any

import msgpack

from . import fences, limits, served, watch

_FDS_PER_BOX = 2
# NumPy loads these at first use, which would be in every box anew (numpy.random alone: 18 ms).
NEEDED = ("numpy", "numpy.random", "numpy.linalg")


def main(control_fd: int) -> None:
    """Serve the grader on the control socket until it closes."""
    control = socket.socket(fileno=control_fd)
    settings = msgpack.unpackb(control.recv(1 << 20))
    try:
        prepared, watchers = _warm_up(settings)
    except Exception as error:
        control.send(msgpack.packb({"error": f"{type(error).__name__}: {error}"}))
        return
    control.send(msgpack.packb({"ready": os.getpid()}))
    while request := _receive(control):
        verb, descriptors = request
        if verb == b"fork":
            _fork(control, descriptors, prepared, watchers)
        else:
            _reap(control, int(verb))


def _warm_up(settings: dict[str, Any]) -> tuple[fences.Fences, dict[str, watch.Watched]]:
    sys.dont_write_bytecode = True
    _narrow_imports(settings["folder"])
    watchers = watch.install(settings["watch"])
    for name in (*NEEDED, *settings["preload"]):
        importlib.import_module(name)
    _use_once()
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(
            f"{threads} threads after preloading {', '.join(settings['preload'])}; a fork keeps "
            "only one. Remove the package that starts threads from `preload`."
        )
    without = frozenset(map(fences.Layer, settings["without"]))
    bounds = limits.Limits(**settings["limits"])
    prepared = fences.prepare(bounds, settings["read"], settings["write"], without)
    os.chdir(settings["folder"])
    # A forked child then shares these pages instead of copying them at its first collection.
    gc.collect()
    gc.freeze()
    return prepared, watchers


def _use_once() -> None:
    """Let packages do now what they do at first use, and what the fences would then refuse."""
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


def _receive(control: socket.socket) -> tuple[bytes, list[int]] | None:
    room = socket.CMSG_SPACE(_FDS_PER_BOX * array.array("i").itemsize)
    verb, ancillary, _, _ = control.recvmsg(64, room)
    descriptors = array.array("i")
    for level, kind, data in ancillary:
        if (level, kind) == (socket.SOL_SOCKET, socket.SCM_RIGHTS):
            descriptors.frombytes(data)
    return (verb, list(descriptors)) if verb else None


def _fork(
    control: socket.socket,
    descriptors: list[int],
    prepared: fences.Fences,
    watchers: dict[str, watch.Watched],
) -> None:
    channel_fd, output_fd = descriptors
    pid = os.fork()
    if pid == 0:
        control.close()
        served.serve(channel_fd, output_fd, prepared, watchers)
    control.send(str(pid).encode())
    for descriptor in descriptors:
        os.close(descriptor)


def _reap(control: socket.socket, pid: int) -> None:
    """Wait for a box that has ended or is being killed; tell how it ended and what it used."""
    os.kill(pid, signal.SIGKILL)
    _, status, usage = os.wait4(pid, 0)
    answer = {
        "signal": os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0,
        "exit": os.WEXITSTATUS(status) if os.WIFEXITED(status) else 0,
        "cpu": usage.ru_utime + usage.ru_stime,
        "memory": usage.ru_maxrss * 1024,
    }
    control.send(msgpack.packb(answer))
