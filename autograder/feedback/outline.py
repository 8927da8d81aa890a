"""The outline of code: equal where two texts differ in names, comments, docstrings and layout.

Taken from Python's own compiled form, in which all but the first of these is gone already. Names
that the code itself binds count by their order alone; `np.maximum` and `np.minimum` are two things,
and so are two constants. Outlines are compared within one version of Python.
"""

from __future__ import annotations

import dis
import hashlib
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from types import CodeType

_BINDING = {"STORE_NAME", "STORE_GLOBAL", "STORE_ATTR"}
_NAMING = set(dis.hasname)
# What Python 3.13 notes in a class: the line where it stands, and the names that it sets on `self`.
_NOTED = {"__firstlineno__", "__static_attributes__"}


@dataclass(frozen=True)
class Outline:
    """A digest of code, and of how many instructions it is made."""

    digest: str
    size: int


def outline(source: str) -> Outline | None:
    """The outline of a source; None where it is no plain Python, or holds nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # about the student's code, such as `x is 1`
            code = compile(source, "", "exec", dont_inherit=True, optimize=2)
        parts = list(_parts(code, _bound(code), {}))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    text = "\n".join(parts).encode("utf-8", "backslashreplace")
    return Outline(hashlib.sha256(text).hexdigest()[:16], len(parts)) if len(parts) > 8 else None


def _bound(code: CodeType) -> frozenset[str]:
    """Names that the code gives to its own values, other than those of its functions."""
    found = {str(i.argval) for i in dis.get_instructions(code) if i.opname in _BINDING} - {
        inner.co_name for inner in _inner(code)
    }
    return frozenset(found.union(*(_bound(inner) for inner in _inner(code))))


def _parts(code: CodeType, bound: frozenset[str], numbers: dict[str, int]) -> Iterator[str]:
    for instruction in _telling(code):
        value = instruction.argval
        if isinstance(value, CodeType):
            yield f"code {value.co_argcount} {value.co_flags}"
            yield from _parts(value, bound, numbers)
        elif instruction.opcode in _NAMING and value in bound:
            yield f"{instruction.opname} #{numbers.setdefault(str(value), len(numbers))}"
        elif instruction.opcode in dis.hasconst or instruction.opcode in _NAMING:
            yield f"{instruction.opname} {value!r}"
        else:  # a local's number, a jump's distance: names of locals are not in it
            yield f"{instruction.opname} {instruction.arg}"


def _telling(code: CodeType) -> list[dis.Instruction]:
    """Its instructions without those that only a docstring, layout and names bring about."""
    told: list[dis.Instruction] = []
    for instruction in dis.get_instructions(code):
        if instruction.opname == "STORE_NAME" and instruction.argval in _NOTED:
            told.pop()  # the value that it stores
        elif instruction.opname != "NOP":  # where a docstring stood
            told.append(instruction)
    return told


def _inner(code: CodeType) -> list[CodeType]:
    return [value for value in code.co_consts if isinstance(value, CodeType)]
