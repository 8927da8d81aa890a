"""How alike two pieces of code read: it decides between mistakes that behave alike.

Printing a result and forgetting to return it cannot be told apart by any answer; the words for the
student differ. Names do not count, as everybody chooses their own.
"""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterator


def resemblance(one: str, other: str) -> float:
    """From 0, nothing in common, to 1, the same features; 0 where one is no plain Python."""
    ours, theirs = _features(one), _features(other)
    either = (ours | theirs).total()
    return (ours & theirs).total() / either if either else 0.0


def _features(source: str) -> Counter[str]:
    try:
        tree = ast.parse(source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return Counter()
    return Counter(feature for node in ast.walk(tree) for feature in _of_node(node))


def _of_node(node: ast.AST) -> Iterator[str]:
    """A node's kind, what is written in it, and the kinds of the nodes right below it."""
    kind = type(node).__name__
    yield kind
    match node:
        case ast.Attribute(attr=name) | ast.FunctionDef(name=name):
            yield f"{kind} {name}"
        case ast.Call(func=ast.Name(id=name)):
            yield f"{kind} {name}"
        case ast.Constant(value=value):
            yield f"{kind} {value!r}"
    for child in ast.iter_child_nodes(node):
        yield f"{kind}/{type(child).__name__}"
