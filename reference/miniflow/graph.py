"""How hidden checks drive a node of the graph: between stand-ins for its neighbours.

A node reads `inbound_nodes[i].value` and `consumer.gradients[self]`, and leaves its answers in
`value` and `gradients`. Foreign work brings its own `Node`; the stand-ins suit any.
"""

from dataclasses import dataclass, field

import numpy as np

from autograder.checks import Layer, Unit, as_array, check, expect, fail
from autograder.checks.questions import LADDER, draw, expect_answer


@dataclass(frozen=True)
class GraphUnit(Unit):
    """A node under test with its inbound stand-ins by name, and the one consumer it starts with."""

    inbound: dict = field(default_factory=dict)
    consumer: object = None


class GraphNode(Layer):
    """A node. Subclasses name its class and its inbound nodes in order, and add the oracle."""

    kind = ""
    nodes = ("X",)
    value_word = "the value that forward sets"

    @property
    def words(self):
        return {name: f"the gradient for {name} in `gradients`" for name in self.nodes}

    def build(self, s, values, layout="rows"):
        held, inbound = {}, {}
        for name in self.nodes:
            value = hold(s, values[name], layout if name in self.inputs else "rows")
            inbound[name] = neighbour(s, value)
            if np.ndim(values[name]):
                held[name] = value
        node = s.name(self.kind)(*inbound.values())
        return GraphUnit(node, None, held, inbound, None if self.is_loss else consume(s, node))

    def feed(self, s, unit, values):
        for name in self.inputs:
            unit.inbound[name].value = hold(s, values[name], "rows")

    def step(self, s, unit, values):
        for name in self.nodes:
            if name not in self.inputs:
                unit.inbound[name].value = hold(s, values[name], "rows")

    def forward(self, s, unit):
        unit.layer.forward()
        return s.take(unit.layer.value)

    def backward(self, s, unit, upstream):
        if not self.is_loss:
            unit.consumer.gradients = s.pairs([(unit.layer, upstream)])
        unit.layer.backward()

    def collect(self, s, unit):
        return {
            name: s.take(unit.layer.gradients.get(unit.inbound[name]), self.reader(name))
            for name in self.gradients_of
        }

    def reader(self, name):
        """What digests the gradient that was left for `name`."""

        def read(value):
            if value is None:
                fail(f"After backward there is no entry for {name} in `self.gradients`.")
            return self.read_gradient(name, value)

        return read

    def read_gradient(self, name, value):
        """What counts as the gradient for `name`, of what the student's node leaves there."""
        return value


def hold(s, value, layout):
    """The value in the box: an array that can be looked at again, or a plain number."""
    return s.array(value, layout) if np.ndim(value) else s.shared(as_number(value))


def as_number(value):
    return value if isinstance(value, int) else float(value)


def neighbour(s, value=None, **returns):
    """A stand-in for a node above or below; `returns` adds methods that it answers.

    Its neighbours are also there under the names that they had when nodes were called layers.
    """
    above, below = s.shared([]), s.shared([])
    return s.stand_in(
        value=value,
        inbound_nodes=above,
        inbound_layers=above,
        outbound_nodes=below,
        outbound_layers=below,
        gradients={},
        returns={"forward": None, "backward": None, **returns},
    )


def consume(s, node):
    """Put a consumer below the node."""
    consumer = neighbour(s)
    consumer.inbound_nodes.append(node)
    node.outbound_nodes.append(consumer)
    return consumer


def consumers(layer, points):
    """Are the slopes of several consumers added up, and left as they were?"""

    @check(
        "consumers",
        "The gradients that come back from several consumers are added up",
        points,
        ("forward", *(f"gradient_{name}" for name in layer.gradients_of)),
    )
    def question(student, rng):
        problem = draw(layer, rng, LADDER[0])
        parts = [rng.normal(size=np.shape(problem.value)) for _ in range(2)]
        parts.append(problem.upstream - parts[0] - parts[1])
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            below = [unit.consumer, *(consume(s, unit.layer) for _ in range(2))]
            given = [hold(s, part, "rows") for part in parts]
            for consumer, part in zip(below, given, strict=True):
                consumer.gradients = s.pairs([(unit.layer, part)])
            value = layer.forward(s, unit)
            unit.layer.backward()
            got = layer.collect(s, unit)
            after = [s.take(part) for part in given]
        yield
        where = "with three consumers, "
        expect_answer(layer, problem, None, value, where)
        for name, want in problem.gradients.items():
            what = where + layer.say(name)
            expect(got[name].value, want, what, hints=alone(layer, problem, parts, name))
        for part, answer in zip(parts, after, strict=True):
            if not np.array_equal(as_array(answer.value), part):
                fail(
                    "Your backward changes the gradient of a consumer in place. Add up into a new "
                    "array instead (`a = a + b`, not `a += b`)."
                )

    return question


def alone(layer, problem, parts, name):
    """What the gradient is where only the first or only the last consumer is asked."""
    words = ["that of the first consumer alone", "", "that of the last consumer alone"]
    return {
        word: np.asarray(layer.gradients(problem.values, part)[name])
        for word, part in zip(words, parts, strict=True)
        if word
    }
