"""What a cell defines, as far as its text shows: magics, and lines that are no Python, included.

Runs nothing and raises nothing: a stranger's text may be anything.
"""

from __future__ import annotations

import ast
import re

_MAGIC = re.compile(r"^[ \t]*(?:%|!|\?)[^\n]*$|^[^\n]*\?\??[ \t]*$", re.MULTILINE)
_DEFINITION = re.compile(r"^(?:class|def|async[ \t]+def)[ \t]+(\w+)", re.MULTILINE)
_KINDS = (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def defined_names(source: str) -> set[str]:
    """The classes and functions that a cell defines at its top level."""
    body = _parse(plain(source))
    if body is None:
        return set(_DEFINITION.findall(source))
    return {node.name for node in body if isinstance(node, _KINDS)}


def plain(source: str) -> str:
    """The cell, with empty lines for magics and shell lines if it is no Python with them."""
    return source if _parse(source) is not None else _MAGIC.sub("", source)


def _parse(source: str) -> list[ast.stmt] | None:
    try:
        return ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
