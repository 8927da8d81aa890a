"""Whether an answer's code can carry something from one layer, or one question, to the next."""

from __future__ import annotations

import ast


def keeps_state(source: str) -> bool:
    """Whether values live outside the instances: in a class, a default, a global name.

    Errs on the side of yes; code that is no Python keeps nothing.
    """
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return False
    classes = {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}
    return any(_shares(node, classes) for node in ast.walk(tree))


def _shares(node: ast.AST, classes: set[str]) -> bool:
    match node:
        case ast.Global() | ast.Nonlocal():
            return True
        case ast.ClassDef(body=body):
            return any(isinstance(one, ast.Assign | ast.AnnAssign) for one in body)
        case ast.arguments(defaults=defaults, kw_defaults=keywords):
            return any(
                isinstance(one, ast.List | ast.Dict | ast.Call) for one in defaults + keywords
            )
        case ast.Attribute(value=ast.Name(id=name), ctx=ast.Store()):
            return name in classes or name == "cls"
        case ast.Attribute(attr="__class__") | ast.Call(func=ast.Name(id="type" | "setattr")):
            return True
    return False
