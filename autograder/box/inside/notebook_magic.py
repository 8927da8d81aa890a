"""What a notebook has and Python has not: magics, shell lines, display. Harmless here.

Magics that time or capture code run that code; every other magic does nothing, and shell commands
do nothing but say so. IPython itself is loaded only for a cell that is no plain Python.
"""

from __future__ import annotations

import ast
import builtins
import re
import sys
from typing import Any

_RUN_THEIR_CODE = {"time", "timeit", "capture", "prun", "python", "python3"}
_OVER_A_CELL = re.compile(r"\s*%%(\w+)[^\n]*\n")


class Shell:
    """Stands where `get_ipython()` would: swallows what needs a real notebook."""

    def __init__(self, names: dict[str, Any]) -> None:
        self.user_ns = names

    def run_line_magic(self, name: str, line: str, *_: Any, **__: Any) -> Any:
        """`%name line`: run the code of a timing magic, ignore every other."""
        if name not in ("time", "prun"):
            return None
        try:
            return eval(compile(line.strip(), _caller(), "eval"), self.user_ns)
        except SyntaxError:  # a statement, which has no value
            exec(compile(line.strip(), _caller(), "exec"), self.user_ns)
            return None

    def run_cell_magic(self, name: str, line: str, cell: str) -> Any:
        """`%%name line` over a cell: run the cell if that is what the magic would do."""
        if name in _RUN_THEIR_CODE:
            # The line above the code keeps the numbers of the lines as the student sees them.
            exec(compile("\n" + translate(cell), _caller(), "exec"), self.user_ns)

    def system(self, command: str) -> None:
        """`!command`."""
        print(f"(shell commands do not run while grading: {command[:80]})")

    def getoutput(self, command: str) -> list[str]:
        """`lines = !command`."""
        self.system(command)
        return []

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


def _caller() -> str:
    """The cell that calls a magic, by the name of its code."""
    return sys._getframe(2).f_code.co_filename


def install(names: dict[str, Any]) -> None:
    """Give a namespace what every notebook starts with."""
    shell = Shell(names)
    names["__builtins__"] = builtins
    names["get_ipython"] = lambda: shell
    names["display"] = lambda *values, **_: print(*map(repr, values))


def as_python(source: str) -> str:
    """The cell as it is if it is plain Python, else translated."""
    try:
        ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return translate(source)
    return source


def translate(source: str) -> str:
    """The cell with magics and shell lines turned into calls of `get_ipython()`.

    A magic over a cell that would only run it gives way to an empty line.
    """
    if (magic := _OVER_A_CELL.match(source)) and magic[1] in _RUN_THEIR_CODE:
        return as_python("\n" * magic[0].count("\n") + source[magic.end() :])
    if not any(sign in source for sign in "%!?"):
        return source
    from IPython.core.inputtransformer2 import TransformerManager

    try:
        return str(TransformerManager().transform_cell(source))  # type: ignore[no-untyped-call]
    except SyntaxError:
        return source
