"""What is plain from a piece of Python alone: what it holds, names, and surely is.

Each answer errs on the side of "not sure": a rewriting then leaves the place as it is.
"""

from __future__ import annotations

import ast

SCOPES = (ast.FunctionDef, ast.Lambda, ast.ClassDef)
COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


def holds(node: ast.AST | None, kinds: tuple[type[ast.AST], ...]) -> bool:
    """Whether a node of one of these kinds is in it."""
    return node is not None and any(isinstance(inner, kinds) for inner in ast.walk(node))


def names(node: ast.AST) -> list[str]:
    """Every name in it, as often as it stands there."""
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]


def is_text(node: ast.AST) -> bool:
    """Whether this is a text, written out."""
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def may_act(sides: tuple[ast.expr, ...]) -> bool:
    """Whether both sides call something: what is called first may matter."""
    return all(holds(side, (ast.Call,)) for side in sides)


def is_number(node: ast.AST) -> bool:
    """Whether this is surely a number or an array: lists can be added, but neither of these."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult | ast.Div | ast.Sub)


def is_array(node: ast.AST) -> bool:
    """Whether this is surely an array."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.MatMult) or is_array(node.left) or is_array(node.right)
    if isinstance(node, ast.UnaryOp):
        return is_array(node.operand)
    if isinstance(node, ast.Attribute):
        return node.attr == "T"
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and is_module(node.func.value)
        and node.func.attr in ("exp", "log", "matmul", "multiply", "dot", "transpose", "maximum")
    )


def is_module(node: ast.AST) -> bool:
    """Whether this names a module whose functions take arrays."""
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "math", "t", "torch")


def uses_super(node: ast.AST) -> bool:
    """Whether it needs the function that it stands in."""
    return any(isinstance(n, ast.Name) and n.id in ("super", "locals") for n in ast.walk(node))


def parameters(function: ast.FunctionDef) -> set[str]:
    """The names of a function's parameters."""
    return {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}


def assigned(function: ast.FunctionDef) -> set[str]:
    """The names that a function's body assigns to."""
    return {
        node.id
        for one in function.body
        for node in ast.walk(one)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def declared(function: ast.FunctionDef) -> set[str]:
    """The names that a function declares to be global or its outer's."""
    return {
        name
        for node in ast.walk(function)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }


def own_names(function: ast.FunctionDef) -> set[str]:
    """The names that belong to a function alone."""
    return (parameters(function) | assigned(function)) - declared(function)
