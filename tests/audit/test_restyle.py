"""Another style is another text and the same answer: nothing right breaks, nothing wrong heals."""

from __future__ import annotations

import ast
import random
import textwrap
from pathlib import Path

import pytest

from autograder.audit import restructuring, rewriting
from autograder.audit.restyle import restyled, surroundings
from autograder.audit.run import answers_of
from autograder.audit.trial import Trials
from autograder.course import Course

COURSE = Course(Path(__file__).parents[2])


def always():
    return True


REWRITINGS = {
    "a comparison": (rewriting.Comparisons, "x = a > b", "x = b < a"),
    "a branch": (rewriting.Branches, "x = a if c else b", "x = b if not c else a"),
    "a product": (rewriting.Order, "x = a * b", "x = b * a"),
    "a sum of numbers": (rewriting.Order, "x = a + b @ c", "x = b @ c + a"),
    "a sum that may join lists": (rewriting.Order, "x = a + b", "x = a + b"),
    "a repeated list": (rewriting.Order, "x = [0] * n", "x = [0] * n"),
    "two calls that may act": (rewriting.Order, "x = f() * g()", "x = f() * g()"),
    "an operator of arrays": (rewriting.Functions, "x = a.T @ b", "x = np.matmul(a.T, b)"),
    "an operator of counts": (rewriting.Functions, "x = n * m", "x = n * m"),
    "a method": (rewriting.Methods, "x = a.sum(axis=0)", "x = np.sum(a, axis=0)"),
    "a module's function": (rewriting.Methods, "x = np.sum(a)", "x = np.sum(a)"),
    "a transpose": (rewriting.Methods, "x = a.T", "x = np.transpose(a)"),
}


@pytest.mark.parametrize("what", REWRITINGS)
def test_a_rewriting_changes_what_it_may_and_nothing_else(what):
    kind, before, after = REWRITINGS[what]
    tree = kind(always).visit(ast.parse(before))
    assert ast.unparse(ast.fix_missing_locations(tree)) == after


def test_a_comprehension_becomes_a_loop_whose_names_disturb_nobody():
    source = "def f(xs, x):\n    ys = [x + 1 for x in xs if x]\n    return ys, x"
    tree = restructuring.Loops(always).visit(ast.parse(source))
    names: dict = {}
    exec(compile(ast.fix_missing_locations(tree), "test", "exec"), names)
    assert "for " in ast.unparse(tree).split("\n")[2]
    assert names["f"]([1, 0, 3], 7) == ([2, 4], 7)


def test_names_that_others_know_stay():
    source = textwrap.dedent("""\
        class Linear:
            def forward(self, x):
                self.W = self._cache = x
                total = x + 1
                return total
        """)
    text = ast.unparse(restructuring.rename(ast.parse(source), frozenset({"W"})))
    assert "self.W = self.my_cache = x" in text
    assert "total_here = x + 1" in text


def right_answers(lab):
    assignment = COURSE.assignment(lab)
    return [a for a in answers_of(assignment, assignment.exercises) if a.is_right]


@pytest.mark.parametrize("lab", ["pysmorch", "miniflow"])
def test_a_right_answer_in_another_style_loses_nothing(lab, isolation, soak):
    assignment = COURSE.assignment(lab)
    around, answers = surroundings(assignment), right_answers(lab)
    trials = Trials(assignment, isolation)
    try:
        for answer in answers if soak else random.Random(28).sample(answers, 12):
            new = restyled(answer, around)
            assert new.source != answer.source
            outcome = trials.try_answer(new, 1)
            assert outcome.is_good, (answer.path, outcome.message, new.source)
    finally:
        trials.close()


def test_a_style_is_the_same_every_time():
    assignment = COURSE.assignment("pysmorch")
    around, [answer, *_] = surroundings(assignment), right_answers("pysmorch")
    assert restyled(answer, around) == restyled(answer, around)
