"""The outer box of strict isolation: bubblewrap starts the zygote in namespaces of its own.

In there is no network, no other process, no path but those that were named, all of them read-only,
and one private folder to write to that holds so much and no more. Leaves nothing on disk.
"""

from __future__ import annotations

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
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
        code, said = _tried(wrapped(command, read, 1 << 20), environment)
    except subprocess.TimeoutExpired:
        return f"bubblewrap did not come back within {TRIAL_SECONDS:g} s"
    except OSError as error:
        return f"bubblewrap cannot be started: {error.strerror}"
    if code == 0:
        return ""
    lines = said.strip().splitlines() or [f"exit code {code}"]
    return f"bubblewrap cannot make its namespaces here ({lines[-1][:200]})"


def _tried(command: Sequence[str], environment: Mapping[str, str]) -> tuple[int, str]:
    """The exit code, and what was said on standard error."""
    # Into a file: whoever has been left behind would hold the end of a pipe open.
    with tempfile.TemporaryFile() as said:
        with subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=said,
            env=dict(environment),
            cwd="/",
            process_group=0,
        ) as trial:
            try:
                code = trial.wait(TRIAL_SECONDS)
            finally:
                trial.kill()
                end_left_behind(trial.pid)
        said.seek(0)
        return code, said.read().decode(errors="replace")


def end_left_behind(group: int) -> None:
    """Kill what is left of a process group whose leader, bubblewrap, has ended.

    Killed while it starts, bubblewrap leaves a child that waits for it for ever.
    """
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(group, signal.SIGKILL)


def topmost(paths: Iterable[str]) -> tuple[str, ...]:
    """The paths without those that lie below another of them, which is there already."""
    kept: list[str] = []
    for path in sorted(set(paths)):
        if not any(Path(path).is_relative_to(above) for above in kept):
            kept.append(path)
    return tuple(kept)
