"""Rewritings of single expressions that `restyle` is made of. Each keeps an answer's behaviour.

Rounding may change in the last digits. Where it is not plain from the code alone that a rewriting
changes nothing (a `+` that may join lists), the place is left as it is.
"""

from __future__ import annotations

import ast
import random

from autograder.audit.syntax import is_array, is_module, is_number, is_text, may_act

OFTEN = 0.8
_FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Gt: ast.Lt,
    ast.Lt: ast.Gt,
    ast.GtE: ast.LtE,
    ast.LtE: ast.GtE,
    ast.Eq: ast.Eq,
    ast.NotEq: ast.NotEq,
}
_FUNCTIONS: dict[type[ast.operator], str] = {
    ast.Mult: "multiply",
    ast.Sub: "subtract",
    ast.MatMult: "matmul",
}
_METHODS = {"sum", "mean", "max", "min"}
_SEQUENCES = (ast.List, ast.Tuple, ast.ListComp, ast.JoinedStr)


class Sometimes:
    """Takes most chances, by the luck it is given."""

    def __init__(self, luck: random.Random) -> None:
        self._luck = luck

    def __call__(self) -> bool:
        """Whether to take this one."""
        return self._luck.random() < OFTEN


class Rewriter(ast.NodeTransformer):
    """A rewriting that takes its chances."""

    def __init__(self, sometimes: Sometimes) -> None:
        self.sometimes = sometimes


class Comparisons(Rewriter):
    """`a > b` becomes `b < a`."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Exchange the sides."""
        self.generic_visit(node)
        flipped = _FLIPPED.get(type(node.ops[0]))
        if len(node.ops) > 1 or flipped is None or not self.sometimes():
            return node
        return ast.Compare(node.comparators[0], [flipped()], [node.left])


class Branches(Rewriter):
    """`if a: b else: c` becomes `if not a: c else: b`, as statement and as expression."""

    def visit_If(self, node: ast.If) -> ast.AST:
        """Exchange the branches."""
        self.generic_visit(node)
        if not node.orelse or not self.sometimes():
            return node
        return ast.If(ast.UnaryOp(ast.Not(), node.test), node.orelse, node.body)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        """Exchange the values."""
        self.generic_visit(node)
        if not self.sometimes():
            return node
        return ast.IfExp(ast.UnaryOp(ast.Not(), node.test), node.orelse, node.body)


class Order(Rewriter):
    """`a * b` becomes `b * a`, and a sum with a product in it changes its order, too."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Exchange the sides."""
        self.generic_visit(node)
        sides = (node.left, node.right)
        if any(isinstance(s, _SEQUENCES) or is_text(s) for s in sides) or may_act(sides):
            return node
        adds = isinstance(node.op, ast.Add) and any(is_number(side) for side in sides)
        if (isinstance(node.op, ast.Mult) or adds) and self.sometimes():
            return ast.BinOp(node.right, node.op, node.left)
        return node


class Functions(Rewriter):
    """`a * b` becomes `np.multiply(a, b)`, `a @ b` becomes `np.matmul(a, b)`."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """An operator as a function."""
        self.generic_visit(node)
        sides = (node.left, node.right)
        name = _FUNCTIONS.get(type(node.op))
        # Numbers alone stay Python's: they may count, or index.
        if name is None or not any(is_array(side) for side in sides) or not self.sometimes():
            return node
        return ast.Call(_numpy(name), [*sides], [])


class Methods(Rewriter):
    """`a.sum(axis=0)` becomes `np.sum(a, axis=0)`, `a.T` becomes `np.transpose(a)`."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A method of an array as a function."""
        self.generic_visit(node)
        method = node.func
        known = isinstance(method, ast.Attribute) and method.attr in _METHODS
        if not known or not isinstance(method, ast.Attribute) or is_module(method.value):
            return node
        if not self.sometimes():
            return node
        return ast.Call(_numpy(method.attr), [method.value, *node.args], node.keywords)

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        """A transpose as a function."""
        self.generic_visit(node)
        if node.attr != "T" or not isinstance(node.ctx, ast.Load) or not self.sometimes():
            return node
        return ast.Call(_numpy("transpose"), [node.value], [])


def _numpy(name: str) -> ast.expr:
    return ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())
