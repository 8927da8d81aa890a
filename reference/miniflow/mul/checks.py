"""Hidden checks of `Mul`: a product, its two gradients, and a node that is its own partner."""

import numpy as np

from autograder.checks import as_array, check, expect, fail
from autograder.checks import questions as ask
from reference.miniflow.graph import GraphNode, consume, consumers, hold, neighbour


class Mul(GraphNode):
    kind = "Mul"
    inputs = nodes = gradients_of = ("x", "y")

    def draw(self, rng, sizes):
        """0-d arrays, sent as Python numbers; no 0, 1 or 2, which hide a wrong power or a sum."""
        x, y = rng.uniform(2.5, 9.0, size=2)
        return {"x": np.asarray(x), "y": np.asarray(-y)}

    def value(self, values):
        return values["x"] * values["y"]

    def gradients(self, values, upstream):
        return {
            "x": np.asarray(upstream * values["y"]),
            "y": np.asarray(upstream * values["x"]),
        }


MUL = Mul()
BOTH = ["forward", "gradient_x", "gradient_y"]


def ask_both(student, *cases):
    """The student's product and both gradients, for each case of values and upstream gradient."""
    answers = []
    with student.scenario() as s:
        for values, upstream in cases:
            unit = MUL.build(s, values)
            value = MUL.forward(s, unit)
            MUL.backward(s, unit, hold(s, upstream, "rows"))
            answers.append((value, MUL.collect(s, unit)))
    return answers


def expect_both(student, cases, where):
    for (values, upstream), (value, got) in zip(cases, ask_both(student, *cases), strict=True):
        want = np.asarray(values["x"] * values["y"])
        expect(value.value, want, f"{where}, the value that forward sets")
        for name, gradient in MUL.gradients(values, upstream).items():
            expect(got[name].value, gradient, f"{where}, {MUL.say(name)}")


@check(
    "whole_numbers", "Whole numbers, negative numbers and zeros multiply as they should", 1, BOTH
)
def whole_numbers(student, rng):
    pairs = ((3, -4), (0, 7), (5, 0), (0, 0), (4, 4))
    expect_both(student, [({"x": x, "y": y}, 0.5) for x, y in pairs], "for whole numbers")


@check("tables", "Tables are multiplied entry by entry, and left as they were", 1, BOTH)
def tables(student, rng):
    x, y, *parts = rng.normal(size=(4, 3, 3))
    values = {"x": x, "y": y}
    with student.scenario() as s:
        unit = MUL.build(s, values)
        given = [s.array(part) for part in parts]
        for consumer, part in zip((unit.consumer, consume(s, unit.layer)), given, strict=True):
            consumer.gradients = s.pairs([(unit.layer, part)])
        value = MUL.forward(s, unit)
        unit.layer.backward()
        got = MUL.collect(s, unit)
        after = [s.take(array) for array in (*unit.held.values(), *given)]
    yield
    # First of all: what is written into is wrong in whatever is worked out from it later.
    for before, answer in zip((x, y, *parts), after, strict=True):
        if not np.array_equal(as_array(answer.value), before):
            fail(
                "Your code changes a table of another node in place. Compute into a new one "
                "instead (`a = a + b`, not `a += b`)."
            )
    expect(value.value, x * y, "for tables, the value that forward sets")
    for name, gradient in MUL.gradients(values, sum(parts)).items():
        expect(got[name].value, gradient, f"for tables, {MUL.say(name)}")


@check("square", "`Mul(x, x)` has the slope of a square", 1, BOTH)
def square(student, rng):
    number, parts = rng.uniform(2.5, 9.0), rng.normal(size=2)
    upstream = parts.sum()
    with student.scenario() as s:
        x = neighbour(s, number)
        node = s.name("Mul")(x, x)
        below = [consume(s, node) for _ in parts]
        node.forward()
        value = s.take(node.value)
        for consumer, part in zip(below, parts, strict=True):
            consumer.gradients = s.pairs([(node, hold(s, part, "rows"))])
        node.backward()
        got = s.take(node.gradients.get(x), MUL.reader("x"))
        times = s.take(x.outbound_nodes.count(node))
    yield
    expect(value.value, np.asarray(number**2), "for `Mul(x, x)`, the value that forward sets")
    gradient = as_array(got.value)
    if gradient is not None and times.value == 2:
        # A Node that notes its consumer twice asks it for its gradient twice, so half of it in
        # the dict is right as well as all of it.
        halved = np.abs(gradient - upstream * number) < 1e-9 * abs(upstream * number)
        gradient = 2 * gradient if halved.all() else gradient
    want, what = np.asarray(2 * upstream * number), f"for `Mul(x, x)`, {MUL.say('x')}"
    hints = {
        f"that of the {which} consumer alone": np.asarray(2 * part * number)
        for which, part in zip(("first", "last"), parts, strict=True)
    }
    expect(got.value if gradient is None else gradient, want, what, hints=hints)


CHECKS = [
    ask.forward(MUL, 3, "forward sets the product of both values"),
    ask.gradient(MUL, "x", 1, "backward sets the gradient for x"),
    ask.gradient(MUL, "y", 1, "backward sets the gradient for y"),
    ask.new_batch(MUL, 1),
    ask.twice(MUL, 1),
    ask.instances(MUL, 1),
    consumers(MUL, 1),
    whole_numbers,
    tables,
    square,
]
