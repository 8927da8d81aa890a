"""Turns a list of rules into a seccomp filter, by hand, and puts it in place.

The program is a binary search over the numbers of the system calls, so that the kernel, which
walks it once for every number when it is installed, is done in a fraction of a millisecond.
"""

from __future__ import annotations

import ctypes
import struct
from collections.abc import Mapping
from dataclasses import dataclass

from . import policy, syscalls
from .policy import OWN_PID, Argument, Rule

# One instruction: operation, jump if true, jump if false, constant. All jumps stay inside the
# list they are written in, so lists can be joined without relocation.
Instruction = tuple[int, int, int, int]
_INSTRUCTION = struct.Struct("=HBBI")

LOAD, AND, RETURN = 0x20, 0x54, 0x06
JUMP_EQUAL, JUMP_NOT_LESS, JUMP_ANY_BIT = 0x15, 0x35, 0x45

# struct seccomp_data: number, architecture, instruction pointer, six 64-bit arguments
_NUMBER, _ARCHITECTURE, _ARGUMENTS = 0, 4, 16
_X32 = 0x40000000  # on x86_64 a second set of numbers for nearly the same calls

_SET_MODE_FILTER, _GET_ACTION_AVAILABLE = 1, 2


@dataclass(frozen=True)
class Program:
    """A filter in the kernel's form, with holes where the pid of the process has to stand."""

    code: bytes
    pid_offsets: tuple[int, ...]

    def for_process(self, pid: int) -> bytes:
        """Return the filter for process `pid`. Nothing is built anew: it costs microseconds."""
        code = bytearray(self.code)
        for offset in self.pid_offsets:
            struct.pack_into("=I", code, offset, pid)
        return bytes(code)


def build(rules: Mapping[str, Rule], architecture: syscalls.Architecture) -> Program:
    """Build the filter that follows `rules` and refuses every other call with EPERM.

    A call of a foreign architecture, or of x32, kills the process: its numbers mean other things.
    Rules for calls that `architecture` never had are passed over.
    """
    numbers = architecture.numbers
    known = {numbers[name]: rule for name, rule in rules.items() if name in numbers}
    program = [*_guard(architecture), *_search(_segments(known))]
    pid_offsets = tuple(
        index * _INSTRUCTION.size + 4
        for index, instruction in enumerate(program)
        if instruction[3] == OWN_PID
    )
    code = b"".join(_INSTRUCTION.pack(*fields, max(k, 0)) for *fields, k in program)
    return Program(code, pid_offsets)


def _guard(architecture: syscalls.Architecture) -> list[Instruction]:
    """Kill what does not speak this architecture's language; leave the number loaded."""
    x32 = [(JUMP_ANY_BIT, 0, 1, _X32), (RETURN, 0, 0, policy.KILL)]
    return [
        (LOAD, 0, 0, _ARCHITECTURE),
        (JUMP_EQUAL, 1, 0, architecture.audit),
        (RETURN, 0, 0, policy.KILL),
        (LOAD, 0, 0, _NUMBER),
        *(x32 if architecture is syscalls.X86_64 else []),
    ]


def _segments(rules: Mapping[int, Rule]) -> list[tuple[int, Rule]]:
    """Return where, going up the numbers, the rule changes, and to what."""
    segments = [(0, rules.get(0, policy.REFUSE))]
    for number in sorted({n + step for n in rules for step in (0, 1)}):
        rule = rules.get(number, policy.REFUSE)
        if rule != segments[-1][1]:
            segments.append((number, rule))
    return segments


def _search(segments: list[tuple[int, Rule]]) -> list[Instruction]:
    """Return the binary search over `segments`, with the rules as its leaves."""
    if len(segments) == 1:
        rule = segments[0][1]
        if isinstance(rule, int):
            return [(RETURN, 0, 0, rule)]
        conditions = (rule,) if isinstance(rule, Argument) else rule
        return [*(step for c in conditions for step in _demand(c)), (RETURN, 0, 0, policy.ALLOW)]
    middle = len(segments) // 2
    below, above = _search(segments[:middle]), _search(segments[middle:])
    return [(JUMP_NOT_LESS, len(below), 0, segments[middle][0]), *below, *above]


def _demand(rule: Argument) -> list[Instruction]:
    """Refuse unless one argument is as the rule says; its high word first, if that counts."""
    low_word = _ARGUMENTS + 8 * rule.index
    high_mask, low_mask = rule.mask >> 32, rule.mask & 0xFFFFFFFF
    low: list[Instruction] = [(LOAD, 0, 0, low_word), (AND, 0, 0, low_mask)]
    past_the_refusal = range(len(rule.values), 0, -1)
    low += [
        (JUMP_EQUAL, ahead, 0, v) for ahead, v in zip(past_the_refusal, rule.values, strict=True)
    ]
    high: list[Instruction] = [
        (LOAD, 0, 0, low_word + 4),
        (AND, 0, 0, high_mask),
        (JUMP_EQUAL, 0, len(low), 0),
    ]
    return [*(high if high_mask else []), *low, (RETURN, 0, 0, policy.REFUSE)]


class _Filter(ctypes.Structure):
    """struct sock_fprog."""

    _fields_ = (("length", ctypes.c_ushort), ("code", ctypes.c_char_p))


def available() -> bool:
    """Tell whether this kernel filters system calls the way `install` needs it."""
    for action in (policy.KILL, policy.REFUSE & 0xFFFF0000):
        try:
            syscalls.call("seccomp", _GET_ACTION_AVAILABLE, 0, struct.pack("=I", action))
        except OSError:
            return False
    return True


def install(code: bytes) -> None:
    """Put the calling thread, and all it will ever start, under the filter `code` for good.

    The process must have no_new_privs set. A refusal by the kernel is an OSError.
    """
    program = _Filter(len(code) // _INSTRUCTION.size, code)
    syscalls.call("seccomp", _SET_MODE_FILTER, 0, ctypes.addressof(program))
