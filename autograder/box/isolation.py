"""Which isolation this machine can give: tried, not guessed. Never weaker than what was asked for.

`unprivileged` fences every box with resource limits, dropped capabilities, no_new_privs, Landlock
and seccomp. `none` leaves out all but the limits and is used only by its explicit name.
"""

from __future__ import annotations

import sys

from autograder.box.inside import fences, landlock, seccomp, syscalls
from autograder.errors import GraderError

UNPRIVILEGED, NONE = "unprivileged", "none"

# Which fences each kind of isolation leaves out.
WITHOUT: dict[str, tuple[str, ...]] = {
    UNPRIVILEGED: (),
    NONE: (fences.Layer.CAPABILITIES, fences.Layer.LANDLOCK, fences.Layer.SECCOMP),
}

WAY_OUT = (
    "Grading other people's code needs Linux 5.13 or newer with Landlock and seccomp, on x86-64 or "
    "aarch64: a Linux machine, a virtual machine, or a container on one. For your own notebooks "
    "alone, `--isolation none` grades without a box."
)


def choose(asked: str | None) -> str:
    """The isolation to grade under. Raises GraderError where it cannot be had."""
    if asked == NONE:
        return NONE
    if lacking := missing():
        raise GraderError(f"This machine cannot isolate student code: {lacking}.\n{WAY_OUT}")
    return UNPRIVILEGED


def missing() -> str:
    """What stands in the way of isolation, in words; empty where nothing does."""
    if sys.platform != "linux":
        return f"it runs {sys.platform}, not Linux"
    try:
        syscalls.native()
    except NotImplementedError as error:
        return str(error)
    if landlock.abi() == 0:
        return "its kernel has no Landlock, or it is switched off"
    if not seccomp.available():
        return (
            "its kernel does not filter system calls (seccomp), or a sandbox around us forbids it"
        )
    return ""
