"""The text of a file in the place of the cell that imports it.

The author's notebook imports solutions and long given code, so that both can be edited, run and
linted as ordinary files; students get the code itself. Files are read, never imported.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path

from autograder.errors import AuthoringError
from autograder.publish.markers import marks_in

# Only the author's tree holds these packages: whatever still imports them fails for students.
_COURSE_IMPORT = re.compile(
    r"^[ \t]*(?:from[ \t]+(?:reference|assignments)[\w.]*[ \t]+import\b"
    r"|import[ \t]+(?:reference|assignments)\b)",
    re.MULTILINE,
)


def imported_module(source: str) -> str | None:
    """The module that the source imports names from, where it does nothing else; or None.

    A comment beside the import is a word to the author's linter and is not counted. Renaming
    (`as`) is not accepted: the name would not exist in the student's notebook.
    """
    try:
        body = ast.parse(source).body
    except SyntaxError:  # magics, which a notebook may have
        return None
    match body:
        case [ast.ImportFrom(module=str(module), level=0, names=names)] if not any(
            name.asname for name in names
        ):
            return module
    return None


def imports_the_course(source: str) -> bool:
    """Whether a line of the source imports from `reference` or `assignments`."""
    return bool(_COURSE_IMPORT.search(source))


def file_of(module: str, root: Path) -> Path:
    """The file of a dotted module name below the course's root."""
    return root.joinpath(*module.split(".")).with_suffix(".py")


def body_of(path: Path, where: str) -> str:
    """The file's text without its leading docstring and imports.

    Those only make the file run by itself; in a notebook earlier cells have done the importing.
    Comments directly above the first statement belong to it. `where` names the importing cell.
    """
    try:
        text = path.read_text(encoding="utf-8")
        statements = ast.parse(text).body
    except (OSError, UnicodeDecodeError) as error:
        raise AuthoringError(f"{where}: imports {path}, which cannot be read: {error}") from error
    except SyntaxError as error:
        raise AuthoringError(f"{path}:{error.lineno}: {error.msg}") from error
    lines = text.splitlines()
    start = _first_line(statements, lines, path)
    lost = marks_in("\n".join(lines[:start]))
    if lost:
        raise AuthoringError(
            f"{path}:{lost[0]}: this mark stands among the imports, which students do not get. "
            "Put it below them, directly above the code that it marks."
        )
    return "\n".join(lines[start:]).rstrip()


def missing_names(source: str, path: Path) -> list[str]:
    """Names that the source imports and the file nowhere binds."""
    wanted = [
        name.name
        for statement in ast.parse(source).body
        if isinstance(statement, ast.ImportFrom)
        for name in statement.names
    ]
    bound: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            bound.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        elif isinstance(node, ast.alias):
            bound.add((node.asname or node.name).partition(".")[0])
    return [] if "*" in bound else [name for name in wanted if name not in bound]


def _first_line(statements: list[ast.stmt], lines: list[str], path: Path) -> int:
    """Index of the first line that is kept."""
    for position, statement in enumerate(statements):
        if not _is_head(statement, position):
            start = _begins(statement) - 1
            while start and lines[start - 1].lstrip().startswith("#"):
                start -= 1
            return start
    raise AuthoringError(f"{path}:1: there is nothing here but imports; add the code to hand out.")


def _begins(statement: ast.stmt) -> int:
    """Python counts a decorated definition from its `def`; its decorators stand above."""
    decorators: list[ast.expr] = getattr(statement, "decorator_list", [])
    return min([statement.lineno, *(decorator.lineno for decorator in decorators)])


def _is_head(statement: ast.stmt, position: int) -> bool:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        return True
    docstring = isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant)
    return position == 0 and docstring
