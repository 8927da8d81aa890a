"""The changes that mutants are made by: each changes one node, or says that it does not fit."""

from __future__ import annotations

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass

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
class Place:
    """Where a node stands: in this field of its owner, at a position if that is a list."""

    owner: ast.AST
    field: str
    position: int | None


def places(tree: ast.Module) -> Iterator[tuple[ast.expr | ast.stmt, Place]]:
    """Every expression and statement inside a function, with its place in its owner."""
    for function in ast.walk(tree):
        if isinstance(function, ast.FunctionDef):
            for owner in ast.walk(function):
                yield from _children(owner, function)


def _children(
    owner: ast.AST, function: ast.FunctionDef
) -> Iterator[tuple[ast.expr | ast.stmt, Place]]:
    for field, value in ast.iter_fields(owner):
        if owner is function and field != "body":
            continue  # arguments and decorators belong to the signature
        items = value if isinstance(value, list) else [value]
        for position, item in enumerate(items):
            if isinstance(item, ast.expr | ast.stmt) and not _is_text(item):
                place = position if isinstance(value, list) else None
                yield item, Place(owner, field, place)


def _is_text(node: ast.AST) -> bool:
    """A docstring or a message, whose change changes nothing that is computed."""
    if isinstance(node, ast.Expr):
        return isinstance(node.value, ast.Constant)
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


Node = ast.expr | ast.stmt


def _operator(node: Node, where: Place) -> bool:
    if isinstance(node, ast.BinOp | ast.AugAssign) and type(node.op) in _OPERATORS:
        node.op = _OPERATORS[type(node.op)][0]()
        return True
    return False


def _comparison(node: Node, where: Place) -> bool:
    if isinstance(node, ast.Compare) and type(node.ops[0]) in _COMPARISONS:
        node.ops[0] = _COMPARISONS[type(node.ops[0])]()
        return True
    return False


def _constant(node: Node, where: Place) -> bool:
    if isinstance(node, ast.Constant):
        value = node.value
        if isinstance(value, int | float) and not isinstance(value, bool):
            node.value = value + 1 if value in (0, 1) else value * 1.0005
            return True
    return False


def _truth(node: Node, where: Place) -> bool:
    if isinstance(node, ast.Constant) and type(node.value) is bool:
        node.value = not node.value
        return True
    return False


def _axis(node: Node, where: Place) -> bool:
    if isinstance(node, ast.Call):
        for keyword in node.keywords:
            value = keyword.value
            if keyword.arg == "axis" and isinstance(value, ast.Constant) and value.value in (0, 1):
                value.value = 1 - value.value
                return True
    return False


def _first_term(node: Node, where: Place) -> bool:
    return isinstance(node, ast.BinOp) and _replace(where, node.left)


def _second_term(node: Node, where: Place) -> bool:
    return isinstance(node, ast.BinOp) and _replace(where, node.right)


def _transpose(node: Node, where: Place) -> bool:
    is_transpose = isinstance(node, ast.Attribute) and node.attr == "T"
    return is_transpose and isinstance(node, ast.Attribute) and _replace(where, node.value)


def _sign(node: Node, where: Place) -> bool:
    minus = isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub)
    return minus and isinstance(node, ast.UnaryOp) and _replace(where, node.operand)


def _function(node: Node, where: Place) -> bool:
    if isinstance(node, ast.Attribute) and node.attr in _FUNCTIONS:
        node.attr = _FUNCTIONS[node.attr]
        return True
    return False


def _removed(node: Node, where: Place) -> bool:
    if isinstance(node, ast.Assign | ast.AugAssign | ast.Expr | ast.Return):
        return _replace(where, ast.copy_location(ast.Pass(), node))
    return False


def _scaled(node: Node, where: Place) -> bool:
    """What is returned or stored, off by a factor that a loose tolerance lets pass."""
    if isinstance(node, ast.Return | ast.Assign) and node.value is not None:
        if "zeros" in ast.dump(node.value) or isinstance(node.value, ast.Constant):
            return False  # zero times anything; a constant has a change of its own
        node.value = ast.BinOp(node.value, ast.Mult(), ast.Constant(1.0005))
        return True
    return False


CHANGES: tuple[Callable[[Node, Place], bool], ...] = (
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


def _replace(where: Place, new: ast.AST) -> bool:
    if where.position is None:
        setattr(where.owner, where.field, new)
    else:
        getattr(where.owner, where.field)[where.position] = new
    return True
