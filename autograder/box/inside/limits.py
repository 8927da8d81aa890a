"""What one submission may use of the machine, as the kernel's resource limits.

They are limits of one process. That they bound a whole submission follows from another fence: the
system-call filter lets nobody start a second process.
"""

from __future__ import annotations

import os
import resource
from dataclasses import dataclass


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    `memory_bytes` counts above the image that the child starts with, `file_bytes` bounds each
    file. `tasks` bounds the threads, but the kernel counts all tasks of the *user* (and never
    root's): give it only where the box has a user namespace to itself.
    """

    memory_bytes: int = 1 << 30
    cpu_seconds: int = 60
    open_files: int = 32
    file_bytes: int = 1 << 26
    tasks: int | None = None


def apply(limits: Limits) -> None:
    """Bind the calling process to `limits`; no limit that already holds is loosened.

    At `cpu_seconds` the process gets SIGXCPU, and a second later, whatever it made of that,
    SIGKILL. The stack keeps the size it has. A refusal by the kernel is an OSError or ValueError.
    """
    address_space = _image_bytes() + limits.memory_bytes
    _lower(resource.RLIMIT_AS, address_space, address_space)
    _lower(resource.RLIMIT_CPU, limits.cpu_seconds, limits.cpu_seconds + 1)
    _lower(resource.RLIMIT_NOFILE, limits.open_files, limits.open_files)
    _lower(resource.RLIMIT_FSIZE, limits.file_bytes, limits.file_bytes)
    if limits.tasks is not None:
        _lower(resource.RLIMIT_NPROC, limits.tasks, limits.tasks)
    for nothing in (
        resource.RLIMIT_CORE,
        resource.RLIMIT_MEMLOCK,
        resource.RLIMIT_MSGQUEUE,
        resource.RLIMIT_NICE,
        resource.RLIMIT_RTPRIO,
    ):
        _lower(nothing, 0, 0)


def _lower(kind: int, soft: int, hard: int) -> None:
    """Set one limit, or keep the one that holds where it is tighter."""
    held_soft, held_hard = resource.getrlimit(kind)
    resource.setrlimit(kind, (_tighter(soft, held_soft), _tighter(hard, held_hard)))


def _tighter(wanted: int, held: int) -> int:
    return wanted if held == resource.RLIM_INFINITY else min(wanted, held)


def _image_bytes() -> int:
    """Return the size of this process's address space as it is now."""
    statm = os.open("/proc/self/statm", os.O_RDONLY)  # a file object costs 0.1 ms after a fork
    try:
        pages = int(os.read(statm, 64).split()[0])
    finally:
        os.close(statm)
    return pages * resource.getpagesize()
