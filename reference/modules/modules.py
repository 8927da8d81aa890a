"""How hidden checks drive a module or a criterion: by `forward` and `backward`, as its users do."""

from dataclasses import dataclass, field

from autograder.checks import Check, Layer, Unit, expect
from autograder.checks.questions import LADDER, draw

INPUT_GRADIENT = "the gradient of the input that `backward` returns"


@dataclass(frozen=True)
class Driven(Unit):
    """A module with what it was last given and what its backward returned, newest last."""

    given: list = field(default_factory=list)
    returned: list = field(default_factory=list)


class ModuleLayer(Layer):
    """A module. Subclasses say how it is made, and add the oracle."""

    words = {"X": INPUT_GRADIENT}
    names = {"X": "`input`", "Y": "`target`"}

    def make(self, s, values):
        """Record the call of the student's class."""
        raise NotImplementedError

    def build(self, s, values, layout="rows"):
        held = {name: s.array(values[name], layout) for name in self.inputs}
        return Driven(self.make(s, values), None, held, given=[tuple(held.values())])

    def feed(self, s, unit, values):
        unit.given.append(tuple(s.array(values[name]) for name in self.inputs))

    def forward(self, s, unit):
        return s.take(unit.layer.forward(*unit.given[-1]), self.read_value)

    def backward(self, s, unit, upstream):
        # A criterion's second argument is its target; a module's is the upstream gradient.
        arguments = unit.given[-1] if self.is_loss else (*unit.given[-1], upstream)
        unit.returned.append(unit.layer.backward(*arguments))

    def collect(self, s, unit):
        return {"X": s.take(unit.returned[-1])}

    def read_value(self, value):
        """What counts as the value, of what the student's forward returns."""
        return value


def stores(layer, points):
    """Are output and gradInput there afterwards, and returned as well?"""

    def question(student, rng):
        problem = draw(layer, rng, LADDER[0])
        with student.scenario() as s:
            unit = layer.build(s, problem.values)
            arguments = unit.given[-1]
            value = s.take(unit.layer.updateOutput(*arguments), layer.read_value)
            stored = s.take(unit.layer.output, layer.read_value)
            more = () if layer.is_loss else (s.array(problem.upstream),)
            gradient = s.take(unit.layer.updateGradInput(*arguments, *more))
            kept = s.take(unit.layer.gradInput)
        yield
        want = problem.gradients["X"]
        for answer, right, what in (
            (value, problem.value, "what `updateOutput` returns"),
            (stored, problem.value, "`self.output` after a forward pass"),
            (gradient, want, "what `updateGradInput` returns"),
            (kept, want, "`self.gradInput` after a backward pass"),
        ):
            expect(answer.value, right, what, tolerance=layer.tolerance)

    title = "`output` and `gradInput` are both kept and returned"
    return Check("stores", title, points, question, ("forward", "gradient_X"))
