"""A student's code of one exercise as an instructor needs it: no comments, no docstrings, short."""

from __future__ import annotations

import ast

LONGEST = 4096  # bytes of a report that one exercise's code may take

_WITH_DOCSTRING = (ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)


def excerpt(source: str) -> str:
    """The code without comments and docstrings; as it stands where it is no plain Python."""
    return _clipped(plain_code(source) or source.strip())


def plain_code(source: str) -> str | None:
    """The code without comments and docstrings, names kept; None where it is no plain Python."""
    try:
        tree = ast.parse(source)
        for node in ast.walk(tree):
            if (
                isinstance(node, _WITH_DOCSTRING)
                and ast.get_docstring(node, clean=False) is not None
            ):
                del node.body[0]
                if not node.body and not isinstance(node, ast.Module):
                    node.body.append(ast.Pass())
        return ast.unparse(tree)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def definitions(source: str, names: set[str]) -> str:
    """Those top-level statements of the source that define one of the names."""
    try:
        statements = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    found = [ast.get_source_segment(source, one) for one in statements if _defines(one) & names]
    return "\n\n\n".join(text for text in found if text)


def _defines(statement: ast.stmt) -> set[str]:
    if isinstance(statement, ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef):
        return {statement.name}
    if isinstance(statement, ast.Assign):
        targets = [node for target in statement.targets for node in ast.walk(target)]
        return {node.id for node in targets if isinstance(node, ast.Name)}
    return set()


def _clipped(text: str) -> str:
    data = text.encode("utf-8", "backslashreplace")
    return text if len(data) <= LONGEST else data[:LONGEST].decode("utf-8", "ignore")
