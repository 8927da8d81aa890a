"""The fences around one submission: prepared once in the zygote, raised in each of its children.

The order in which they go up, and the reason for it, stands in one list, ORDER. A fence that
cannot be raised is an error that names it; none is ever left out unless the caller says so.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from . import landlock, limits, policy, privileges, seccomp, syscalls
from .limits import Limits
from .seccomp import Program

_ADVICE = "Run `autograder doctor` to see which fences this machine can raise"


class FenceError(Exception):
    """A fence is missing or could not be raised. The text names it and says what to do."""


class Layer(StrEnum):
    """The fences by name: each can be left out, to show what it alone keeps out.

    Without NO_NEW_PRIVS the kernel refuses an unprivileged process the two that follow it.
    """

    LIMITS = "limits"
    CAPABILITIES = "capabilities"
    SESSION = "session"
    NO_NEW_PRIVS = "no_new_privs"
    LANDLOCK = "landlock"
    SECCOMP = "seccomp"


@dataclass(frozen=True)
class Fences:
    """What `prepare` built, for the children of process `zygote`.

    With `dataclasses.replace` one child gets other limits than the next. The ruleset, a
    descriptor, stays the zygote's to close.
    """

    limits: Limits
    zygote: int
    without: frozenset[Layer]
    ruleset: int
    program: Program


def prepare(
    limits: Limits,
    read: Sequence[str],
    write: Sequence[str] = (),
    without: AbstractSet[Layer] = frozenset(),
) -> Fences:
    """Build once what every child of this process needs to raise its fences.

    `read` and `write` are the trees that student code may read, and change; `without` names the
    layers to leave out. Raises FenceError when any other layer cannot be had on this machine.
    """
    return Fences(
        limits,
        os.getpid(),
        frozenset(without),
        -1 if Layer.LANDLOCK in without else _ruleset(read, write),
        Program(b"", ()) if Layer.SECCOMP in without else _program(),
    )


def raise_fences(fences: Fences) -> None:
    """Raise all fences around the calling process, a fresh child of the one that prepared them.

    Raises FenceError naming the layer that failed; the child must then end, with some fences
    around it and nothing run.
    """
    for layer, step in ORDER:
        if layer in fences.without:
            continue
        try:
            step(fences)
        except (OSError, ValueError) as error:
            message = f"the {layer} fence could not be raised: {error}. {_ADVICE}"
            raise FenceError(message) from error


def _limit(fences: Fences) -> None:
    limits.apply(fences.limits)


def _drop_capabilities(fences: Fences) -> None:
    privileges.drop_capabilities()


def _leave_session(fences: Fences) -> None:
    privileges.leave_session(fences.zygote)


def _forgo_new_privileges(fences: Fences) -> None:
    privileges.forgo_new_privileges()


def _restrict_paths(fences: Fences) -> None:
    landlock.restrict(fences.ruleset)
    os.close(fences.ruleset)


def _filter_calls(fences: Fences) -> None:
    seccomp.install(fences.program.for_process(os.getpid()))


ORDER: tuple[tuple[Layer, Callable[[Fences], None]], ...] = (
    (Layer.LIMITS, _limit),  # first: reads /proc, which Landlock will close
    (Layer.CAPABILITIES, _drop_capabilities),  # while there still is the one that empties the rest
    (Layer.SESSION, _leave_session),  # a change of credentials would undo the parent's death signal
    (Layer.NO_NEW_PRIVS, _forgo_new_privileges),  # the price of the next two without capabilities
    (Layer.LANDLOCK, _restrict_paths),  # before the filter, which refuses to hear of Landlock
    (Layer.SECCOMP, _filter_calls),  # last: it refuses every call made above
)


def _ruleset(read: Sequence[str], write: Sequence[str]) -> int:
    if landlock.abi() == 0:
        raise FenceError(
            "the landlock fence is missing: this kernel has no Landlock, or it is switched off. "
            "Use Linux 5.13 or newer, started with `landlock` among its `lsm=` modules"
        )
    try:
        return landlock.build_ruleset(read, write)
    except OSError as error:
        raise FenceError(f"the landlock fence could not be built: {error}. {_ADVICE}") from error


def _program() -> Program:
    try:
        architecture = syscalls.native()
    except NotImplementedError as error:
        raise FenceError(
            f"the seccomp fence is missing: {error}. Use a 64-bit Python on x86_64 or aarch64"
        ) from error
    if not seccomp.available():
        raise FenceError(
            "the seccomp fence is missing: this kernel does not filter system calls, or a sandbox "
            "around us forbids it. Use Linux 4.14 or newer, and no emulated kernel"
        )
    return seccomp.build(policy.RULES, architecture)
