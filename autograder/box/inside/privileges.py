"""What a child of the zygote gives up for good: its powers, its terminal, its life as an orphan.

Root in the box is still root in the kernel's eyes wherever Landlock does not reach; without
capabilities it is an ordinary user who happens to own root's files.
"""

from __future__ import annotations

import contextlib
import errno
import os
import signal
import struct

from . import syscalls

_SET_PDEATHSIG, _SET_DUMPABLE, _SET_SECUREBITS, _SET_NO_NEW_PRIVS = 1, 4, 28, 38
_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL = 47, 4

# The header and data of capset: version 3 and pid 0; effective, permitted, inheritable, twice.
_THIS_PROCESS, _NO_CAPABILITIES = struct.pack("=Ii", 0x20080522, 0), bytes(24)

# NOROOT, NO_SETUID_FIXUP, KEEP_CAPS off, NO_CAP_AMBIENT_RAISE, and the lock of each: user 0 gets
# nothing back by starting a program. One call does what emptying the bounding set takes forty for.
_ROOT_IS_NOBODY = 0b11101111


def drop_capabilities() -> None:
    """Empty every set of capabilities and make user 0 mean nothing special, for good.

    Harmless for a process that has none. A refusal by the kernel is an OSError.
    """
    # Without CAP_SETPCAP there is no power over these bits, and none that they would take away.
    with contextlib.suppress(PermissionError):
        _prctl(_SET_SECUREBITS, _ROOT_IS_NOBODY)
    _prctl(_CAP_AMBIENT, _CAP_AMBIENT_CLEAR_ALL)
    syscalls.call("capset", _THIS_PROCESS, _NO_CAPABILITIES)


def leave_session(parent: int) -> None:
    """Lose the terminal, die with `parent`, and be closed to tracers and to core dumps.

    An OSError when `parent` has died already, or is not the parent of this process.
    """
    os.setsid()
    die_with_parent()
    if os.getppid() != parent:  # asked only now: from here on its death cannot be missed
        raise ProcessLookupError(errno.ESRCH, f"process {parent} is not the parent of this one")
    _prctl(_SET_DUMPABLE, 0)


def die_with_parent() -> None:
    """Be killed when the parent dies."""
    _prctl(_SET_PDEATHSIG, signal.SIGKILL)


def forgo_new_privileges() -> None:
    """Let no program that is ever started bring privileges along (no_new_privs)."""
    _prctl(_SET_NO_NEW_PRIVS, 1)


def _prctl(option: int, argument: int) -> None:
    syscalls.call("prctl", option, argument)
