"""Hidden checks of `ClassNLLCriterion`: the mean of −log p at the true class, finite at p = 0."""

from dataclasses import replace

import numpy as np

from autograder.checks import as_array, check, expect, fail, logits
from autograder.checks import questions as ask
from autograder.checks.questions import LADDER, draw
from reference.modules.modules import ModuleLayer, stores

VALUE = "the loss that forward returns"
BOTH = ["forward", "gradient_X"]


class FromProbabilities(ModuleLayer):
    """Given the probabilities themselves."""

    is_loss = True
    inputs = ("X", "Y")
    tolerance = logits.NEAR

    def draw(self, rng, sizes):
        # All between 0.1 and 0.7: to NEAR an epsilon of 1e-6 is let pass, whatever was drawn.
        p = np.exp(rng.uniform(-0.4, 0.4, size=(sizes.rows, sizes.outputs)))
        labels = rng.integers(sizes.outputs, size=sizes.rows)
        return {
            "X": self.given(p / p.sum(axis=1, keepdims=True)),
            "Y": np.eye(sizes.outputs)[labels],
        }

    def given(self, p):
        """Probabilities as the criterion gets them."""
        return p

    def whole(self, values):
        """Rows of quarters and the like: 1, 2, 3 … over their sum, in an order of their own."""
        ranks = 1 + np.argsort(np.argsort(values["X"], axis=1), axis=1)
        return {**values, "X": self.given(ranks / ranks.sum(axis=1, keepdims=True))}

    def make(self, s, values):
        return s.name("ClassNLLCriterion")()

    def read_value(self, value):
        """The loss as a number; an array of one entry is one, too."""
        array = as_array(value)
        return array.reshape(()) if array is not None and array.size == 1 else value

    def value(self, values):
        # Only the true classes' entries: the others may be 0, or the logarithm of it.
        return -np.log(values["X"][values["Y"] > 0]).sum() / len(values["X"])

    def gradients(self, values, upstream):
        X, Y = values["X"], values["Y"]
        return {"X": np.where(Y > 0, -1 / (np.where(Y > 0, X, 1.0) * len(X)), 0.0)}


class FromLogProbabilities(FromProbabilities):
    """Given the logarithms of the probabilities."""

    def given(self, p):
        logarithms = np.log(p)
        return logarithms

    def value(self, values):
        return -values["X"][values["Y"] > 0].sum() / len(values["X"])

    def gradients(self, values, upstream):
        return {"X": -values["Y"] / len(values["X"])}


CRITERIA = {"probabilities": FromProbabilities(), "log-probabilities": FromLogProbabilities()}


def criterion_of(student):
    """The criterion that the course asks for."""
    return CRITERIA[(student.conventions or {}).get("nll_input", "probabilities")]


def of_either(make):
    """The same question, asked of whichever criterion the course asks for."""
    checks = {name: make(criterion) for name, criterion in CRITERIA.items()}

    def chosen(student):
        return checks[(student.conventions or {}).get("nll_input", "probabilities")]

    default = checks["probabilities"]
    return replace(
        default,
        question=lambda student, rng: chosen(student).ask(student, rng),
        smallest=default.smallest and (lambda student: chosen(student).smallest(student)),
        probe=default.probe and (lambda student: chosen(student).probe(student)),
    )


def ask_loss(student, X, Y):
    """The student's loss and its gradient."""
    criterion = criterion_of(student)
    with student.scenario() as s:
        unit = criterion.build(s, {"X": X, "Y": Y})
        value = criterion.forward(s, unit)
        criterion.backward(s, unit, None)
        got = criterion.collect(s, unit)["X"]
    return as_array(value.value), as_array(got.value)


def sure(criterion, Y):
    """What the criterion gets from somebody who is certain, and right."""
    return np.where(Y > 0, 0.0, -800.0) if isinstance(criterion, FromLogProbabilities) else Y


@check("keeps_inputs", "Arrays that belong to others are left as they were", 1, BOTH)
def keeps_inputs(student, rng):
    """With a 0 and a 1 among the probabilities, where it is tempting to clip in place."""
    criterion = criterion_of(student)
    drawn = criterion.draw(rng, LADDER[0])
    X = np.vstack([drawn["X"], sure(criterion, np.eye(5)[:1])])
    Y = np.vstack([drawn["Y"], np.eye(5)[:1]])
    with student.scenario() as s:
        unit = criterion.build(s, {"X": X, "Y": Y})
        value = criterion.forward(s, unit)
        criterion.backward(s, unit, None)
        after = {name: s.take(handle) for name, handle in unit.held.items()}
        later = s.look_again(value)
    for name, before in (("X", X), ("Y", Y)):
        if not np.array_equal(as_array(after[name].value), before):
            what = {"X": "the input", "Y": "the target"}[name]
            fail(f"Your code changes {what} in place. Compute into a new array instead.")
    ask.expect_kept(value, later)


@check("target_types", "Targets of integers will do, and views of larger arrays", 1, BOTH)
def target_types(student, rng):
    criterion = criterion_of(student)
    problem = draw(criterion, rng, LADDER[0])
    # Other handouts than ours never said that integers would come.
    kind = np.float64 if student.foreign else np.int64
    values = {**problem.values, "Y": problem.values["Y"].astype(kind)}
    with student.scenario() as s:
        unit = criterion.build(s, values, "strided")
        value = criterion.forward(s, unit)
        criterion.backward(s, unit, None)
        got = criterion.collect(s, unit)["X"]
    near = {"tolerance": criterion.tolerance}
    expect(value.value, problem.value, f"for targets of integers, {VALUE}", **near)
    what = f"for targets of integers, {criterion.say('X')}"
    expect(got.value, problem.gradients["X"], what, **near)


@check("certain", "Certainty costs nothing where it is right", 1, BOTH)
def certain(student, rng):
    """A row of one 1 and zeros, which a softmax gives as soon as it is sure enough."""
    criterion = criterion_of(student)
    Y = np.eye(4)[rng.permutation(4)[:3]]
    value, gradient = ask_loss(student, sure(criterion, Y), Y)
    where, near = "for rows that are certain and right, ", {"tolerance": 1e-6, "scale": 1.0}
    expect(value, np.zeros(()), where + VALUE, **near)
    expect(gradient, -Y / len(Y), where + criterion.say("X"), **near)


@check(
    "improbable",
    "A true class of a millionth costs what it should, and one of zero is survived",
    2,
    BOTH,
)
def improbable(student, rng):
    criterion = criterion_of(student)
    Y = np.eye(3)[[1, 0]]
    if isinstance(criterion, FromLogProbabilities):
        # The exponentials of each row add up to 1, so code that divides by their sum is right, too.
        X = np.array([[0.0, -800.0, -40.0], [-745.2, np.log1p(-np.exp(-1.0)), -1.0]])
        value, gradient = ask_loss(student, X, Y)
        expect(value, criterion.value({"X": X, "Y": Y}), f"for very improbable classes, {VALUE}")
        expect(gradient, -Y / 2, f"for very improbable classes, {criterion.say('X')}")
        return
    X = np.array([[0.5, 1e-6, 0.499999], [1e-6, 0.999998, 1e-6]])
    value, gradient = ask_loss(student, X, Y)
    words = "where the true class has a probability of a millionth, "
    # A tiny number that is added, not clipped to, shows here; down to 1e-12 it is let pass.
    right = criterion.value({"X": X, "Y": Y})
    if value is not None and value.shape == () and 0 < value < (1 - 2e-7) * right:
        fail(
            f"{words[0].upper()}{words[1:]}the loss is too small. Whatever is added to a "
            "probability, or wherever it is clipped, must be very much smaller than that."
        )
    expect(value, right, words + VALUE, tolerance=2e-7)
    want = criterion.gradients({"X": X, "Y": Y}, None)["X"]
    expect(gradient, want, words + criterion.say("X"), tolerance=1e-5)
    survives_zero(*ask_loss(student, np.array([[0.5, 0.0, 0.5], [0.0, 1.0, 0.0]]), Y), Y)


def survives_zero(value, gradient, Y):
    """Where it was said to be impossible, the truth costs much, but not infinitely much."""
    where = "Where the true class has a probability of exactly 0, "
    if value is None or not np.all(np.isfinite(value)):
        fail(f"{where}the loss is not a finite number. Keep the logarithm away from 0.")
    if np.any(value < -np.log(1e-6)):
        fail(f"{where}the loss is smaller than where it has a millionth.")
    if gradient is None or gradient.shape != Y.shape or not np.all(np.isfinite(gradient)):
        fail(f"{where}the gradient is not finite. Do not divide by 0.")
    if np.any(gradient > 0):
        fail(f"{where}the gradient is positive: a little more of it would make the loss grow.")
    if np.any(gradient[Y == 0]):
        fail(f"{where}the gradient for the other classes is not 0.")


CHECKS = [
    of_either(lambda c: ask.forward(c, 3, "forward returns the average loss of the batch")),
    of_either(lambda c: ask.gradient(c, "X", 4, "backward returns the gradient of that loss")),
    of_either(lambda c: ask.digits(c, 1)),
    of_either(lambda c: stores(c, 1)),
    keeps_inputs,
    of_either(lambda c: ask.new_batch(c, 1)),
    target_types,
    certain,
    improbable,
]
