"""A solution cell's Python: the names it binds, its imports, the marks around what is secret."""

from __future__ import annotations

import ast

from autograder.publish.markers import BEGIN, END


def _parsed(source: str) -> ast.Module:
    """The cell without its magics, which are no Python; SyntaxError where the rest is none."""
    lines = ("" if line.lstrip()[:1] in ("%", "!") else line for line in source.split("\n"))
    return ast.parse("\n".join(lines))


def _body(source: str) -> list[ast.stmt]:
    try:
        return _parsed(source).body
    except SyntaxError:
        return []


def what_is_wrong(source: str) -> str:
    """Why the cell is not Python, with its line; empty where it is."""
    try:
        _parsed(source)
    except SyntaxError as error:
        return f"its line {error.lineno} is not Python: {error.msg}"
    return ""


def packages(source: str) -> set[str]:
    """What the cell imports, wherever in it: the names before the first dot."""
    try:
        nodes = list(ast.walk(_parsed(source)))
    except SyntaxError:
        return set()
    modules = [name.name for node in nodes if isinstance(node, ast.Import) for name in node.names]
    modules += [str(n.module) for n in nodes if isinstance(n, ast.ImportFrom) and not n.level]
    return {module.partition(".")[0] for module in modules}


def bound_names(source: str) -> list[str]:
    """What the cell defines at its top level, in order."""
    names: list[str] = []
    for statement in _body(source):
        if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.append(statement.name)
        elif isinstance(statement, ast.Assign | ast.AnnAssign):
            targets = statement.targets if isinstance(statement, ast.Assign) else [statement.target]
            nodes = [node for target in targets for node in ast.walk(target)]
            names += [
                n.id for n in nodes if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Store)
            ]
    return list(dict.fromkeys(names))


def imports(source: str) -> list[str]:
    """The import statements at its top level, each as one line."""
    found = [one for one in _body(source) if isinstance(one, ast.Import | ast.ImportFrom)]
    return [ast.unparse(one) for one in found]


def split_imports(source: str) -> tuple[str, str]:
    """The imports that the cell begins with, and what follows them."""
    lines = source.split("\n")
    end = 0
    for statement in _body(source):
        if not isinstance(statement, ast.Import | ast.ImportFrom):
            break
        end = statement.end_lineno or statement.lineno
    above = [line for line in lines[:end] if line.strip() not in (BEGIN, END)]
    opened = sum(line.strip() == BEGIN for line in lines[:end])
    closed = sum(line.strip() == END for line in lines[:end])
    # A mark that stood among the imports goes on holding for what is below them.
    lead = [BEGIN] if opened > closed else []
    return "\n".join(above), "\n".join([*lead, *lines[end:]]).strip("\n")


def marked(body: str) -> str:
    """The code with marks around all of it where it has none, as nbgrader reads such a cell."""
    return body if BEGIN in body else f"{BEGIN}\n{body}\n{END}"
