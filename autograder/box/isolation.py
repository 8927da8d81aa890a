"""Which isolation this machine can give: tried, not guessed. Never weaker than what was asked for.

`strict` puts the zygote into namespaces of its own and, in there, fences every box with resource
limits, dropped capabilities, no_new_privs, Landlock and seccomp. `unprivileged` is the same without
the namespaces, for containers that refuse them: student code can then tell which paths exist and
see how long a process may run, and reads neither. `none` leaves out all but the limits and is used
only by its explicit name.
"""

from __future__ import annotations

import functools
import sys

from autograder.box import namespaces
from autograder.box.inside import fences, landlock, seccomp, syscalls
from autograder.box.settings import INSIDE, NAMESPACES, BoxSettings, clean_environment
from autograder.errors import GraderError

STRICT, UNPRIVILEGED, NONE = "strict", "unprivileged", "none"
MODES = (STRICT, UNPRIVILEGED, NONE)

# Which fences each kind of isolation leaves out.
WITHOUT: dict[str, tuple[str, ...]] = {
    STRICT: (),
    UNPRIVILEGED: (NAMESPACES,),
    NONE: (NAMESPACES, fences.Layer.CAPABILITIES, fences.Layer.LANDLOCK, fences.Layer.SECCOMP),
}

WAY_OUT = (
    "Grading other people's code needs Linux 5.13 or newer with Landlock and seccomp, on x86-64 or "
    "aarch64: a Linux machine, a virtual machine, or a container on one (`make image` builds it, "
    "`.ci/in-container grade ...` grades in it). A container has the kernel of its engine, and not "
    "every engine's has Landlock. For your own notebooks alone, `--isolation none` grades without "
    "a box."
)
WAY_TO_STRICT = (
    "Strict isolation needs bubblewrap and a kernel that grants it namespaces: as root, or with "
    "unprivileged user namespaces switched on (sysctl user.max_user_namespaces and, on Ubuntu, "
    "kernel.apparmor_restrict_unprivileged_userns=0). A container is granted them by "
    "`--security-opt seccomp=unconfined --security-opt systempaths=unconfined` and, under "
    "AppArmor, `--security-opt apparmor=unconfined`. Or leave --isolation out: the box then stands "
    "on Landlock and seccomp."
)


def choose(asked: str | None) -> str:
    """The isolation to grade under. Raises GraderError where it cannot be had."""
    if asked == NONE:
        return NONE
    if lacking := missing():
        raise GraderError(f"This machine cannot isolate student code: {lacking}.\n{WAY_OUT}")
    if asked == UNPRIVILEGED:
        return UNPRIVILEGED
    if not (lacking := missing_for_strict()):
        return STRICT
    if asked == STRICT:
        raise GraderError(f"This machine cannot isolate strictly: {lacking}.\n{WAY_TO_STRICT}")
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
        return (
            "its kernel has no Landlock, or it is switched off, or a sandbox around us forbids it"
        )
    if not seccomp.available():
        return (
            "its kernel does not filter system calls (seccomp), or a sandbox around us forbids it"
        )
    return ""


@functools.cache  # the machine does not change while we run, and a trial takes 40 ms
def missing_for_strict() -> str:
    """What stands in the way of namespaces, found by trying them; empty where nothing does."""
    read = namespaces.topmost((*BoxSettings(folder=INSIDE).readable(), str(INSIDE)))
    command = [sys.executable, "-I", "-S", "-c", ""]
    return namespaces.refusal(command, read, clean_environment(namespaces.SCRATCH))
