"""Rewrites an answer in another style without changing what it does, but for the last digits.

A bank holds each mistake in one style, a class writes it in thirty. Diagnosis that knows a mistake
only in the bank's own words would be worth nothing; so the audit asks it about these, too.
"""

from __future__ import annotations

import ast
import random
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from autograder.audit import restructuring, rewriting
from autograder.course import Assignment
from autograder.diagnosis.bank import Answer
from autograder.grading.release import read_release

_WORD = re.compile(r"[A-Za-z_]\w*")


@dataclass(frozen=True)
class Surroundings:
    """What an answer must fit into: `known` are the names that others may use or mean something by.

    `numpy` says whether its numbers are NumPy's, so that NumPy's functions may stand for operators.
    """

    known: frozenset[str]
    numpy: bool


def surroundings(assignment: Assignment) -> Surroundings:
    """What an answer to an exercise of this assignment must fit into."""
    cells = [cell.source for cell in read_release(assignment).cells]
    checks = [path.read_text("utf-8") for path in _asking(assignment)]
    solutions = [assignment.solution(name).read_text("utf-8") for name in assignment.exercises]
    known = {word for text in (*cells, *checks, *solutions) for word in _WORD.findall(text)}
    return Surroundings(frozenset(known), numpy="torch" not in assignment.preload)


def _asking(assignment: Assignment) -> Iterator[Path]:
    yield from assignment.reference.glob("*.py")
    yield from assignment.reference.glob("*/checks.py")


def restyled(answer: Answer, around: Surroundings) -> Answer:
    """The answer in another style; the same at every call."""
    luck = random.Random(f"{answer.exercise}/{answer.name}")
    tree = ast.parse(answer.source)
    for step in steps(around, luck):
        tree = ast.fix_missing_locations(step(tree))
        tree = ast.parse(ast.unparse(tree))  # so that no two places share a node
    return replace(answer, source=ast.unparse(tree) + "\n")


def steps(
    around: Surroundings, luck: random.Random
) -> tuple[Callable[[ast.Module], ast.Module], ...]:
    """The rewritings, in an order in which none undoes another; each takes most of its chances."""
    sometimes = rewriting.Sometimes(luck)
    numpy: tuple[Callable[[ast.Module], ast.Module], ...] = (
        lambda tree: rewriting.Functions(sometimes).visit(tree),
        lambda tree: rewriting.Methods(sometimes).visit(tree),
    )
    return (
        lambda tree: rewriting.Comparisons(sometimes).visit(tree),
        lambda tree: rewriting.Branches(sometimes).visit(tree),
        lambda tree: restructuring.Loops(sometimes).visit(tree),
        lambda tree: rewriting.Order(sometimes).visit(tree),
        lambda tree: restructuring.Parts(sometimes).visit(tree),
        *(numpy if around.numpy else ()),
        lambda tree: restructuring.extract(tree, sometimes),
        lambda tree: restructuring.rename(tree, around.known),
    )
