"""Rewritings of whole functions that `restyle` is made of: loops, parts, names.

Each keeps an answer's behaviour. A name that others may use is left as it is.
"""

from __future__ import annotations

import ast
import builtins
from collections.abc import Iterator

from autograder.audit.rewriting import Rewriter, Sometimes
from autograder.audit.syntax import (
    COMPREHENSIONS,
    SCOPES,
    assigned,
    declared,
    holds,
    names,
    own_names,
    parameters,
    uses_super,
)


class Loops(Rewriter):
    """`a = [f(x) for x in xs if p(x)]`, also in a `return`, becomes a loop that appends."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Unroll the comprehensions of a function."""
        self.generic_visit(node)
        node.body = [new for statement in node.body for new in self._unrolled(statement)]
        return node

    def _unrolled(self, statement: ast.stmt) -> Iterator[ast.stmt]:
        value = getattr(statement, "value", None)
        plain = isinstance(value, ast.ListComp) and len(value.generators) == 1
        if not plain or holds(value, SCOPES) or not self.sometimes():
            yield statement
            return
        assert isinstance(value, ast.ListComp)
        [generator] = value.generators
        if not isinstance(statement, ast.Assign | ast.Return) or generator.is_async:
            yield statement
            return
        # In a loop the names live on, so they get names that nothing else has.
        inner = {name: f"{name}_each" for name in names(generator.target)}
        append = ast.Attribute(ast.Name("gathered", ast.Load()), "append", ast.Load())
        body: ast.stmt = ast.Expr(ast.Call(append, [_Renamed(inner).visit(value.elt)], []))
        for condition in generator.ifs:
            body = ast.If(_Renamed(inner).visit(condition), [body], [])
        yield ast.Assign([ast.Name("gathered", ast.Store())], ast.List([], ast.Load()))
        yield ast.For(_Renamed(inner).visit(generator.target), generator.iter, [body], [])
        statement.value = ast.Name("gathered", ast.Load())
        yield statement


class Parts(Rewriter):
    """The left half of an expression gets a name of its own, and so does what is returned."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Split the expressions of a function."""
        self.generic_visit(node)
        numbers = iter(range(1, 1000))
        node.body = [new for one in node.body for new in self._split(one, numbers)]
        return node

    def _split(self, statement: ast.stmt, numbers: Iterator[int]) -> Iterator[ast.stmt]:
        value = getattr(statement, "value", None)
        simple = isinstance(statement, ast.Return | ast.Assign) and isinstance(value, ast.BinOp)
        # The target of an assignment is evaluated after its value, so nothing comes in between.
        if not simple or not self.sometimes():
            yield statement
            return
        assert isinstance(value, ast.BinOp)
        if isinstance(value.left, ast.BinOp | ast.Call):
            part = f"part_{next(numbers)}"
            yield ast.Assign([ast.Name(part, ast.Store())], value.left)
            value.left = ast.Name(part, ast.Load())
        if isinstance(statement, ast.Return):
            yield ast.Assign([ast.Name("result", ast.Store())], value)
            statement.value = ast.Name("result", ast.Load())
        yield statement


def extract(tree: ast.Module, sometimes: Sometimes) -> ast.Module:
    """What a function computes at its end moves into a function of its own."""
    found: list[ast.stmt] = []
    functions = [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]
    inner = [
        n for f in functions for n in ast.walk(f) if n is not f
    ]  # these see their outer's names
    for function in [f for f in functions if f not in inner]:
        name = f"worked_out_in_{function.name.strip('_')}_{len(found) + 1}"
        if new := _extracted(function, name, sometimes):
            found.append(new)
    # At the top: what stands between the definitions may call them while the cell runs.
    imports = [n for n in tree.body if isinstance(n, ast.Import | ast.ImportFrom)]
    rest = [n for n in tree.body if n not in imports]
    return ast.Module([*imports, *found, *rest], [])


def _extracted(
    function: ast.FunctionDef, name: str, sometimes: Sometimes
) -> ast.FunctionDef | None:
    for statement in reversed(function.body):
        value = getattr(statement, "value", None)
        if isinstance(statement, ast.Return | ast.Assign) and isinstance(
            value, ast.BinOp | ast.Call
        ):
            break
    else:
        return None
    special = (*SCOPES, *COMPREHENSIONS, ast.NamedExpr, ast.Await, ast.Yield, ast.Starred)
    inner = any(isinstance(n, SCOPES) for one in function.body for n in ast.walk(one))
    if holds(value, special) or inner or uses_super(value) or not sometimes():
        return None
    own = own_names(function)
    used = [name for name in dict.fromkeys(names(value)) if name in own]
    statement.value = ast.Call(
        ast.Name(name, ast.Load()), [ast.Name(one, ast.Load()) for one in used], []
    )
    arguments = ast.arguments([], [ast.arg(one) for one in used], None, [], [], None, [])
    return ast.FunctionDef(name, arguments, [ast.Return(value)], [])


def rename(tree: ast.Module, known: frozenset[str]) -> ast.Module:
    """Local names, and attributes that nobody else knows, become other names."""
    attributes = {
        node.attr: f"my_{node.attr.strip('_')}"
        for node in ast.walk(tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.ctx, ast.Store)
        and node.attr not in known
        and not node.attr.startswith("__")
    }
    for function in [n for n in ast.walk(tree) if isinstance(n, ast.FunctionDef)]:
        if not any(isinstance(n, SCOPES) and n is not function for n in ast.walk(function)):
            taken = {*names(function), *dir(builtins)}
            own = assigned(function) - parameters(function) - declared(function)
            others = {one: f"{one}_here" for one in own if f"{one}_here" not in taken}
            function.body = [_Renamed(others).visit(statement) for statement in function.body]
    return _RenamedAttributes(attributes).visit(tree)  # type: ignore[no-any-return]


class _Renamed(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def visit_Name(self, node: ast.Name) -> ast.AST:
        return ast.Name(self._names.get(node.id, node.id), node.ctx)


class _RenamedAttributes(ast.NodeTransformer):
    def __init__(self, names: dict[str, str]) -> None:
        self._names = names

    def visit_Attribute(self, node: ast.Attribute) -> ast.AST:
        self.generic_visit(node)
        return ast.Attribute(node.value, self._names.get(node.attr, node.attr), node.ctx)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        """`hasattr(self, "cache")` means the attribute, too."""
        if isinstance(node.value, str):
            return ast.Constant(self._names.get(node.value, node.value))
        return node
