"""Generated wrong answers: one small change to a right one, wherever such a change makes sense.

A change is one operator, constant, axis, transpose, term, name or statement. Most mutants are
wrong; the few that compute the same thing are recognised when they compile to the same code, or
are listed by the author with a reason in the exercise's `equivalent.toml`.
"""

from __future__ import annotations

import ast
import copy
import tomllib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from autograder.diagnosis.bank import Answer
from autograder.errors import AuthoringError

EQUIVALENT = "equivalent.toml"

_OPERATORS: dict[type[ast.operator], tuple[type[ast.operator], ...]] = {
    ast.Add: (ast.Sub,),
    ast.Sub: (ast.Add,),
    ast.Mult: (ast.Div,),
    ast.Div: (ast.Mult,),
    ast.MatMult: (ast.Mult,),
    ast.Pow: (ast.Mult,),
}
_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.LtE: ast.GtE,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
}
_FUNCTIONS = {
    "maximum": "minimum",
    "minimum": "maximum",
    "max": "min",
    "min": "max",
    "sum": "mean",
    "mean": "sum",
    "zeros": "ones",
    "zeros_like": "ones_like",
    "argmax": "argmin",
    "exp": "expm1",
    "log": "log1p",
    "abs": "negative",
}


@dataclass(frozen=True)
class Mutant:
    """A changed answer: the line before and after, where it stands, and the whole source."""

    path: Path
    line: int
    before: str
    after: str
    source: str

    @property
    def change(self) -> tuple[str, str]:
        """The change itself, by which it is told again when the file has moved on."""
        return self.before, self.after


def mutants(answer: Answer, given: str) -> Iterator[Mutant]:
    """Every mutant of a right answer, each once, but those that compile to the same code.

    Lines that stand in `given`, the stub that students get, are left alone: nobody asks for them.
    """
    tree = ast.parse(answer.source)
    public = {line.strip() for line in ast.unparse(ast.parse(given)).split("\n")}
    plain = ast.unparse(tree)
    seen = {_compiled(plain)}
    for index in range(len(list(_places(tree)))):
        for change in _CHANGES:
            changed = copy.deepcopy(tree)
            node, where = list(_places(changed))[index]
            if not change(node, where):
                continue
            source = ast.unparse(ast.fix_missing_locations(changed))
            code = _compiled(source)
            if code is not None and code not in seen:
                seen.add(code)
                before, after = _difference(plain, source)
                if before not in public:
                    yield Mutant(answer.path, node.lineno, before, after, source)


def listed_equivalents(folder: Path) -> dict[tuple[str, str], str]:
    """The changes that the author says change nothing, with the reasons."""
    path = folder / EQUIVALENT
    if not path.exists():
        return {}
    try:
        entries = tomllib.loads(path.read_text("utf-8"))["equivalent"]
        return {(entry["before"], entry["after"]): entry["reason"] for entry in entries}
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise AuthoringError(
            f"{path}: each [[equivalent]] needs `before`, `after` and `reason`: {error!r}"
        ) from error


@dataclass(frozen=True)
class _Where:
    """What a change may look at around a node: its owner, and the names in use near it."""

    owner: ast.AST
    field: str
    position: int | None


def _places(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, _Where]]:
    """Every expression and statement inside a function, with its place in its owner."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for owner in ast.walk(function):
                yield from _children(owner, function)


def _children(
    owner: ast.AST, function: ast.FunctionDef
) -> Iterator[tuple[ast.expr | ast.stmt, _Where]]:
    for field, value in ast.iter_fields(owner):
        if owner is function and field != "body":
            continue  # arguments and decorators belong to the signature
        items = value if isinstance(value, list) else [value]
        for position, item in enumerate(items):
            if isinstance(item, ast.expr | ast.stmt) and not _is_text(item):
                place = position if isinstance(value, list) else None
                yield item, _Where(owner, field, place)


def _is_text(node: ast.AST) -> bool:
    """A docstring or a message, whose change changes nothing that is computed."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


Node = ast.expr | ast.stmt


def _operator(node: Node, where: _Where) -> bool:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _OPERATORS:
        node.op = _OPERATORS[type(node.op)][0]()
        return True
    return False


def _comparison(node: Node, where: _Where) -> bool:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        node.ops[0] = _COMPARISONS[type(node.ops[0])]()
        return True
    return False


def _constant(node: Node, where: _Where) -> bool:
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            node.value = value + 1 if value in (0, 1) else value * 1.0005
            return True
    return False


def _truth(node: Node, where: _Where) -> bool:
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        node.value = not node.value
        return True
    return False


def _axis(node: Node, where: _Where) -> bool:
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            value = keyword.value
            if keyword.arg == "axis" and isinstance(value, ast.Constant) and value.value in (0, 1):
                value.value = 1 - value.value
                return True
    return False


def _first_term(node: Node, where: _Where) -> bool:
    return isinstance(node, ast.BinOp) and _replace(where, node.left)


def _second_term(node: Node, where: _Where) -> bool:
    return isinstance(node, ast.BinOp) and _replace(where, node.right)


def _transpose(node: Node, where: _Where) -> bool:
    is_transpose = isinstance(node, ast.Attribute) and node.attr == "T"
    return is_transpose and isinstance(node, ast.Attribute) and _replace(where, node.value)


def _sign(node: Node, where: _Where) -> bool:
    minus = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    return minus and isinstance(node, ast.UnaryOp) and _replace(where, node.operand)


def _function(node: Node, where: _Where) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in _FUNCTIONS:
        node.attr = _FUNCTIONS[node.attr]
        return True
    return False


def _removed(node: Node, where: _Where) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Return):
        return _replace(where, ast.copy_location(ast.Pass(), node))
    return False


def _scaled(node: Node, where: _Where) -> bool:
    """What is returned or stored, off by a factor that a loose tolerance lets pass."""
    if isinstance(node, ast.Return | ast.Assign) and node.value is not None:
        if "zeros" in ast.dump(node.value) or isinstance(node.value, ast.Constant):
            return False  # zero times anything; a constant has a change of its own
        node.value = ast.BinOp(node.value, ast.Mult(), ast.Constant(1.0005))
        return True
    return False


_CHANGES: tuple[Callable[[Node, _Where], bool], ...] = (
    _operator,
    _comparison,
    _constant,
    _truth,
    _axis,
    _first_term,
    _second_term,
    _transpose,
    _sign,
    _function,
    _removed,
    _scaled,
)


def _replace(where: _Where, new: ast.AST) -> bool:
    if where.position is None:
        setattr(where.owner, where.field, new)
    else:
        getattr(where.owner, where.field)[where.position] = new
    return True


def _compiled(source: str) -> bytes | None:
    """What the source compiles to, as bytes to compare; None where it does not."""
    try:
        return ast.dump(ast.parse(source)).encode()
    except SyntaxError:
        return None


def _difference(before: str, after: str) -> tuple[str, str]:
    """The first line that differs, in both."""
    olds, news = before.split("\n"), after.split("\n")
    for old, new in zip(olds, news, strict=False):
        if old != new:
            return old.strip(), new.strip()
    return "", ""
