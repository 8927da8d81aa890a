"""The outer box of strict isolation: bubblewrap starts the zygote in namespaces of its own.

In there is no network, no other process, no path but those that were named, all of them read-only,
and one private folder to write to that holds so much and no more. Leaves nothing on disk.
"""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

PROGRAM = "bwrap"
SCRATCH = "/scratch"
TRIAL_SECONDS = 20.0

_CLOSED = (
    "--unshare-all",
    # Not --die-with-parent: killed while it starts, bubblewrap leaves a child that waits for ever.
    # The zygote ends by itself when its channel closes or bubblewrap dies, and all others with it.
    "--as-pid-1",
    "--new-session",  # or a box could type on the terminal that we were started from
    "--cap-drop",
    "ALL",
)


def wrapped(command: Sequence[str], read: Iterable[str], scratch_bytes: int) -> list[str]:
    """`command` with bubblewrap around it; of the file system it sees `read` and SCRATCH.

    Paths of `read` that do not exist are passed over. Descriptors are inherited as they are.
    """
    program = shutil.which(PROGRAM) or PROGRAM
    binds = [word for path in read for word in ("--ro-bind-try", path, path)]
    own = ["--proc", "/proc", "--dev", "/dev", "--size", str(scratch_bytes), "--tmpfs", SCRATCH]
    return [program, *_CLOSED, *binds, *own, "--remount-ro", "/", "--chdir", "/", "--", *command]


def refusal(command: Sequence[str], read: Iterable[str], environment: Mapping[str, str]) -> str:
    """Try `command` behind bubblewrap: why this machine refuses, in words; empty if it works."""
    if shutil.which(PROGRAM) is None:
        return "bubblewrap is not installed (on Debian and Ubuntu: apt install bubblewrap)"
    try:
        tried = subprocess.run(
            wrapped(command, read, 1 << 20),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=TRIAL_SECONDS,
            env=dict(environment),
            cwd="/",
            check=False,
        )
    except subprocess.TimeoutExpired:
        return f"bubblewrap did not come back within {TRIAL_SECONDS:g} s"
    except OSError as error:
        return f"bubblewrap cannot be started: {error.strerror}"
    if tried.returncode == 0:
        return ""
    said = tried.stderr.strip().splitlines() or [f"exit code {tried.returncode}"]
    return f"bubblewrap cannot make its namespaces here ({said[-1][:200]})"


def topmost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths without those that lie below another of them, which is there already."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not any(Path(path).is_relative_to(above) for above in kept):
            kept.append(path)
    return tuple(kept)
