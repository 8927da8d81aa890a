"""What the boxes of an assignment share: what they may read, what they may use, what fences them.

The zygote's environment is clean and it sees no secret; it is told only what stands here.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from autograder.box import namespaces
from autograder.errors import AuthoringError

MIB = 1024 * 1024
SCRATCH_ENTRIES = 10_000
INSIDE = Path(__file__).parent / "inside"
SYSTEM_PATHS = ("/usr", "/lib", "/lib64", "/etc/ld.so.cache", "/etc/localtime", "/etc/fonts")
# Not a fence that a process raises around itself, but one that it is started in.
NAMESPACES = "namespaces"


@dataclass(frozen=True)
class BoxSettings:
    """What every box of an assignment shares.

    `folder` holds the files handed out beside the notebook, which are linked into the box's
    working directory. `preload` names the packages that every box has from the start, `defer`
    those that are loaded once something is asked of them; `given` holds cells that were handed
    out, by their numbers, to be compiled once for all. `without` names fences to leave out;
    `memory_mib` counts above the warm image; `scratch_mib` bounds the working directory and
    `file_mib` each file in it; `secret` lists folders that must not lie where the box may read.
    """

    folder: Path
    preload: tuple[str, ...] = ("numpy",)
    defer: tuple[str, ...] = ()
    given: tuple[tuple[int, str], ...] = ()
    watch: tuple[str, ...] = ()
    memory_mib: int = 1024
    cpu_seconds: int = 100
    open_files: int = 32
    threads: int = 64
    output_kib: int = 256
    scratch_mib: int = 64
    file_mib: int = 16
    without: tuple[str, ...] = (NAMESPACES,)
    secret: tuple[Path, ...] = ()

    @property
    def confined(self) -> bool:
        """Whether the boxes stand in namespaces of their own."""
        return NAMESPACES not in self.without

    def readable(self) -> tuple[str, ...]:
        """What student code may read: the interpreter, its packages, the handed-out files."""
        return (*SYSTEM_PATHS, sys.prefix, sys.base_prefix, str(self.folder))


def command(settings: BoxSettings, control: int) -> list[str]:
    """How to start the zygote that talks on the descriptor `control`."""
    plain = [sys.executable, "-I", "-B", str(INSIDE), str(control)]
    if not settings.confined:
        return plain
    read = namespaces.topmost((*settings.readable(), str(INSIDE)))
    return namespaces.wrapped(plain, read, settings.scratch_mib * MIB)


def told(settings: BoxSettings, folder: str) -> dict[str, Any]:
    """What the zygote is told at its start; `folder` is the private one."""
    return {
        "folder": str(settings.folder),
        "preload": list(settings.preload),
        "defer": list(settings.defer),
        "given": [list(cell) for cell in settings.given],
        "watch": list(settings.watch),
        "read": list(settings.readable()),
        "scratch": {
            "path": folder,
            "max_bytes": settings.scratch_mib * MIB,
            "max_entries": SCRATCH_ENTRIES,
        },
        "threads": settings.threads,
        "without": [layer for layer in settings.without if layer != NAMESPACES],
        "limits": {
            "memory_bytes": settings.memory_mib * MIB,
            "cpu_seconds": settings.cpu_seconds,
            "open_files": settings.open_files,
            "file_bytes": settings.file_mib * MIB,
        },
    }


def clean_environment(folder: str) -> dict[str, str]:
    """Nothing of the grader's environment, which may hold secrets, reaches the box.

    `folder` is where programs look for a home and for room for temporary files.
    """
    return {
        "HOME": folder,
        "TMPDIR": folder,
        "LANG": "C.UTF-8",
        "PATH": "/usr/bin:/bin",
        "MPLBACKEND": "Agg",
        "MPLCONFIGDIR": folder,
        "PYTHONHASHSEED": "0",
        # Functions of shared libraries are looked up once, at the start, and not in every box anew.
        "LD_BIND_NOW": "1",
        # One thread: a fork keeps only the forking thread, and idle BLAS threads cost time.
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "MKL_NUM_THREADS": "1",
    }


def refuse_readable_secrets(settings: BoxSettings) -> None:
    """AuthoringError where student code could read what it must not."""
    for path in settings.secret:
        secret = path.resolve()
        for readable in settings.readable():
            if secret.is_relative_to(Path(readable).resolve()):
                raise AuthoringError(
                    f"{secret} lies below {readable}, which student code may read. "
                    "Move the course out of there before grading."
                )
