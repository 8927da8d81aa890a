"""The single rewritings that `restyle` is made of. Each keeps an answer's behaviour.

Rounding may change in the last digits. Where it is not plain from the code alone that a rewriting
changes nothing (a `+` that may join lists, a name that others may use), the place is left as it is.
"""

from __future__ import annotations

import ast
import builtins
import random
from collections.abc import Iterator

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
_SCOPES = (ast.FunctionDef, ast.Lambda, ast.ClassDef)
_COMPREHENSIONS = (ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)


class Sometimes:
    """Takes most chances, by the luck it is given."""

    def __init__(self, luck: random.Random) -> None:
        self._luck = luck

    def __call__(self) -> bool:
        """Whether to take this one."""
        return self._luck.random() < OFTEN


class _Rewriter(ast.NodeTransformer):
    def __init__(self, sometimes: Sometimes) -> None:
        self.sometimes = sometimes


class Comparisons(_Rewriter):
    """`a > b` becomes `b < a`."""

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        """Exchange the sides."""
        self.generic_visit(node)
        flipped = _FLIPPED.get(type(node.ops[0]))
        if len(node.ops) > 1 or flipped is None or not self.sometimes():
            return node
        return ast.Compare(node.comparators[0], [flipped()], [node.left])


class Branches(_Rewriter):
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


class Loops(_Rewriter):
    """`a = [f(x) for x in xs if p(x)]`, also in a `return`, becomes a loop that appends."""

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        """Unroll the comprehensions of a function."""
        self.generic_visit(node)
        node.body = [new for statement in node.body for new in self._unrolled(statement)]
        return node

    def _unrolled(self, statement: ast.stmt) -> Iterator[ast.stmt]:
        value = getattr(statement, "value", None)
        plain = isinstance(value, ast.ListComp) and len(value.generators) == 1
        if not plain or _holds(value, _SCOPES) or not self.sometimes():
            yield statement
            return
        assert isinstance(value, ast.ListComp)
        [generator] = value.generators
        if not isinstance(statement, ast.Assign | ast.Return) or generator.is_async:
            yield statement
            return
        # In a loop the names live on, so they get names that nothing else has.
        inner = {name: f"{name}_each" for name in _names(generator.target)}
        append = ast.Attribute(ast.Name("gathered", ast.Load()), "append", ast.Load())
        body: ast.stmt = ast.Expr(ast.Call(append, [_Renamed(inner).visit(value.elt)], []))
        for condition in generator.ifs:
            body = ast.If(_Renamed(inner).visit(condition), [body], [])
        yield ast.Assign([ast.Name("gathered", ast.Store())], ast.List([], ast.Load()))
        yield ast.For(_Renamed(inner).visit(generator.target), generator.iter, [body], [])
        statement.value = ast.Name("gathered", ast.Load())
        yield statement


class Order(_Rewriter):
    """`a * b` becomes `b * a`, and a sum with a product in it changes its order, too."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """Exchange the sides."""
        self.generic_visit(node)
        sides = (node.left, node.right)
        if any(isinstance(s, _SEQUENCES) or _is_text(s) for s in sides) or _may_act(sides):
            return node
        adds = isinstance(node.op, ast.Add) and any(_is_number(side) for side in sides)
        if (isinstance(node.op, ast.Mult) or adds) and self.sometimes():
            return ast.BinOp(node.right, node.op, node.left)
        return node


class Parts(_Rewriter):
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


class Functions(_Rewriter):
    """`a * b` becomes `np.multiply(a, b)`, `a @ b` becomes `np.matmul(a, b)`."""

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        """An operator as a function."""
        self.generic_visit(node)
        sides = (node.left, node.right)
        name = _FUNCTIONS.get(type(node.op))
        # Numbers alone stay Python's: they may count, or index.
        if name is None or not any(_is_array(side) for side in sides) or not self.sometimes():
            return node
        return ast.Call(_numpy(name), [*sides], [])


class Methods(_Rewriter):
    """`a.sum(axis=0)` becomes `np.sum(a, axis=0)`, `a.T` becomes `np.transpose(a)`."""

    def visit_Call(self, node: ast.Call) -> ast.AST:
        """A method of an array as a function."""
        self.generic_visit(node)
        method = node.func
        known = isinstance(method, ast.Attribute) and method.attr in _METHODS
        if not known or not isinstance(method, ast.Attribute) or _is_module(method.value):
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
    special = (*_SCOPES, *_COMPREHENSIONS, ast.NamedExpr, ast.Await, ast.Yield, ast.Starred)
    inner = any(isinstance(n, _SCOPES) for one in function.body for n in ast.walk(one))
    if _holds(value, special) or inner or _uses_super(value) or not sometimes():
        return None
    own = _locals(function)
    used = [name for name in dict.fromkeys(_names(value)) if name in own]
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
        if not any(isinstance(n, _SCOPES) and n is not function for n in ast.walk(function)):
            taken = {*_names(function), *dir(builtins)}
            own = _assigned(function) - _parameters(function) - _declared(function)
            names = {one: f"{one}_here" for one in own if f"{one}_here" not in taken}
            function.body = [_Renamed(names).visit(statement) for statement in function.body]
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


def _holds(node: ast.AST | None, kinds: tuple[type[ast.AST], ...]) -> bool:
    return node is not None and any(isinstance(inner, kinds) for inner in ast.walk(node))


def _names(node: ast.AST) -> list[str]:
    return [inner.id for inner in ast.walk(node) if isinstance(inner, ast.Name)]


def _is_text(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _may_act(sides: tuple[ast.expr, ...]) -> bool:
    """Whether both sides call something: what is called first may matter."""
    return all(_holds(side, (ast.Call,)) for side in sides)


def _is_number(node: ast.AST) -> bool:
    """Whether this is surely a number or an array: lists can be added, but neither of these."""
    if isinstance(node, ast.Constant):
        return isinstance(node.value, int | float)
    if isinstance(node, ast.UnaryOp):
        return isinstance(node.op, ast.USub)
    return isinstance(node, ast.BinOp) and isinstance(node.op, ast.MatMult | ast.Div | ast.Sub)


def _is_array(node: ast.AST) -> bool:
    """Whether this is surely an array."""
    if isinstance(node, ast.BinOp):
        return isinstance(node.op, ast.MatMult) or _is_array(node.left) or _is_array(node.right)
    if isinstance(node, ast.UnaryOp):
        return _is_array(node.operand)
    if isinstance(node, ast.Attribute):
        return node.attr == "T"
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and _is_module(node.func.value)
        and node.func.attr in ("exp", "log", "matmul", "multiply", "dot", "transpose", "maximum")
    )


def _is_module(node: ast.AST) -> bool:
    return isinstance(node, ast.Name) and node.id in ("np", "numpy", "math", "t", "torch")


def _numpy(name: str) -> ast.expr:
    return ast.Attribute(ast.Name("np", ast.Load()), name, ast.Load())


def _uses_super(node: ast.AST) -> bool:
    return any(isinstance(n, ast.Name) and n.id in ("super", "locals") for n in ast.walk(node))


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}


def _assigned(function: ast.FunctionDef) -> set[str]:
    return {
        node.id
        for one in function.body
        for node in ast.walk(one)
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)
    }


def _declared(function: ast.FunctionDef) -> set[str]:
    return {
        name
        for node in ast.walk(function)
        if isinstance(node, ast.Global | ast.Nonlocal)
        for name in node.names
    }


def _locals(function: ast.FunctionDef) -> set[str]:
    return (_parameters(function) | _assigned(function)) - _declared(function)
