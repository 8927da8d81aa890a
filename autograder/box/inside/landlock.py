"""Landlock: which files a process may touch, decided by the process itself and for good.

A ruleset is built once and can then be put on as often as needed. It also shuts out TCP (from
ABI 4 on), abstract sockets and signals to others (from ABI 6 on); on older kernels the system-call
filter, under which no socket is made and no signal leaves the process, stands there alone. It has
no say over stat, chdir, modes, owners, times, attributes and locks: those are the filter's part.
"""

from __future__ import annotations

import os
import stat
import struct
from collections.abc import Iterable, Sequence

from . import syscalls

EXECUTE, WRITE_FILE, READ_FILE, READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
REMOVE_DIR, REMOVE_FILE = 1 << 4, 1 << 5
MAKE_CHAR, MAKE_DIR, MAKE_REG, MAKE_SOCK = 1 << 6, 1 << 7, 1 << 8, 1 << 9
MAKE_FIFO, MAKE_BLOCK, MAKE_SYM = 1 << 10, 1 << 11, 1 << 12
REFER, TRUNCATE, IOCTL_DEV = 1 << 13, 1 << 14, 1 << 15

# Loading a shared library takes no more than reading it.
READ = READ_FILE | READ_DIR
WRITE = (
    READ | WRITE_FILE | REMOVE_DIR | REMOVE_FILE | MAKE_DIR | MAKE_REG | MAKE_SYM | REFER | TRUNCATE
)
_ON_FILES = WRITE_FILE | READ_FILE | TRUNCATE  # the kernel rejects a directory's rights on a file

_BIND_AND_CONNECT_TCP = 0b11
_ABSTRACT_SOCKETS_AND_SIGNALS = 0b11

_VERSION, _PATH_BENEATH = 1, 1


def abi() -> int:
    """Return the kernel's Landlock version, 0 when it has none or it is switched off."""
    try:
        return syscalls.call("landlock_create_ruleset", 0, 0, _VERSION)
    except OSError:
        return 0


def build_ruleset(read: Sequence[str], write: Sequence[str]) -> int:
    """Return the descriptor of a ruleset that refuses everything but the given trees.

    Beneath `read` files can be read and directories listed; beneath `write` files can be made,
    changed and removed as well, but neither executed nor made into devices, pipes or sockets.
    /dev/null and /dev/urandom are always there. Paths that do not exist are passed over. The
    caller closes the descriptor. A refusal by the kernel is an OSError.
    """
    version = abi()
    handled = _handled_rights(version)
    ruleset = _create(version, handled)
    try:
        _add(ruleset, [*read, "/dev/urandom"], READ & handled)
        _add(ruleset, [*write, "/dev/null"], WRITE & handled)
    except OSError:
        os.close(ruleset)
        raise
    return ruleset


def restrict(ruleset: int) -> None:
    """Put the calling thread, and all it will ever start, under `ruleset`.

    The process must have no_new_privs set. A refusal by the kernel is an OSError.
    """
    syscalls.call("landlock_restrict_self", ruleset, 0)


def _handled_rights(version: int) -> int:
    """Return every right over files that this version knows and so can refuse."""
    rights = (MAKE_SYM << 1) - 1
    for since, right in ((2, REFER), (3, TRUNCATE), (5, IOCTL_DEV)):
        rights |= right if version >= since else 0
    return rights


def _create(version: int, handled: int) -> int:
    """Create an empty ruleset: the kernel takes the structure as long as its version knows it."""
    fields = [handled]
    if version >= 4:
        fields.append(_BIND_AND_CONNECT_TCP)
    if version >= 6:
        fields.append(_ABSTRACT_SOCKETS_AND_SIGNALS)
    attributes = struct.pack(f"={len(fields)}Q", *fields)
    return syscalls.call("landlock_create_ruleset", attributes, len(attributes), 0)


def _add(ruleset: int, paths: Iterable[str], rights: int) -> None:
    """Grant `rights` beneath each of `paths`."""
    for path in paths:
        try:
            tree = os.open(path, os.O_PATH | os.O_CLOEXEC)
        except FileNotFoundError:
            continue
        try:
            is_folder = stat.S_ISDIR(os.fstat(tree).st_mode)
            granted = rights if is_folder else rights & _ON_FILES
            rule = struct.pack("=Qi", granted, tree)
            syscalls.call("landlock_add_rule", ruleset, _PATH_BENEATH, rule, 0)
        finally:
            os.close(tree)
