"""What can still be run of a cell that did not run to its end.

A missing package or data file in a cell's first lines must not sink the classes that stand below
them, and a line that is no Python must not sink those around it. Only takes sources apart, into
single statements that keep their line numbers; running these is the notebook's business.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator

_DEFINING = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef, ast.Import, ast.ImportFrom)
_MOST_LINES = 40  # unindented ones in a statement, which brackets and strings may have

# Where a statement may begin: at a line that is not indented, and neither a comment nor a branch of
# the statement above.
_BEGINS = re.compile(r"(?!(?:else|elif|except|finally)\b)[^\s#]")


def line_of(error: BaseException, name: str) -> int:
    """The line of a cell's own top level that an error came through; 0 if it came through none."""
    trace = error.__traceback__
    while trace is not None and trace.tb_frame.f_code.co_filename != name:
        trace = trace.tb_next
    return trace.tb_lineno if trace is not None else 0


def below(source: str, line: int) -> Iterator[ast.Module]:
    """The top-level statements that begin below a line; none where the source does not parse."""
    return map(_alone, (one for one in _statements(source) if _first_line(one) > line))


def definitions(source: str, line: int) -> Iterator[ast.Module]:
    """Those of them that are classes, functions and imports."""
    return (one for one in below(source, line) if isinstance(one.body[0], _DEFINING))


def that_parse(source: str, translate: Callable[[str], str]) -> Iterator[ast.Module]:
    """Of a source that does not parse as a whole, the statements that do, as far as they show.

    Every piece is translated into plain Python first.
    """
    lines = source.split("\n")
    starts = [number for number, line in enumerate(lines) if _BEGINS.match(line)]
    starts.append(len(lines))
    at = 0
    while at < len(starts) - 1:
        for end in range(at + 1, min(at + _MOST_LINES, len(starts))):
            piece = lines[starts[at] : starts[end]]
            if found := _statements("\n" * starts[at] + translate("\n".join(piece))):
                yield from map(_alone, found)
                at = end
                break
        else:
            at += 1


def _statements(source: str) -> list[ast.stmt]:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []


def _alone(statement: ast.stmt) -> ast.Module:
    return ast.Module([statement], type_ignores=[])


def _first_line(statement: ast.stmt) -> int:
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])
