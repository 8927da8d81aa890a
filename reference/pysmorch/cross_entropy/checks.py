"""Hidden checks of `CrossEntropy`: the mean of −log softmax at the label, stable everywhere."""

import numpy as np

from autograder.checks import Unit, as_array, check, expect, fail, logits
from autograder.checks import questions as ask
from autograder.checks.questions import LADDER, draw
from reference.pysmorch.chain import ChainLayer, pass_back

VALUE = "the loss that forward returns"


def losses(X, Y):
    """Cross-entropy per row, shape (M,): log Σ exp(x − m) − (x_label − m) with m the row's maximum."""
    shifted = X - X.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - (shifted * Y).sum(axis=1)


def softmax(X):
    """Row by row, shape (M, K)."""
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def one_hot(labels, classes):
    return np.eye(classes)[labels]


class CrossEntropy(ChainLayer):
    is_loss = True
    tolerance = logits.NEAR
    inputs = ("X", "Y")

    def draw(self, rng, sizes):
        rows, classes = sizes.rows, sizes.outputs
        labels = rng.integers(classes, size=rows)
        return {"X": logits.draw_logits(rng, rows, classes), "Y": one_hot(labels, classes)}

    def whole(self, values):
        return {**values, "X": logits.whole_logits(values["X"])}

    def build(self, s, values, layout="rows"):
        X, Y = s.array(values["X"], layout), s.array(values["Y"])
        below = s.stand_in(
            out_dims=s.tuple(*values["X"].shape),
            data=X,
            returns={"forward": X, "backward": None},
        )
        return Unit(s.name("CrossEntropy")(below, Y), below, {"X": X, "Y": Y})

    def feed(self, s, unit, values):
        super().feed(s, unit, values)
        unit.layer.set_labels(values["Y"])

    def forward(self, s, unit):
        return s.take(unit.layer.forward(), one_number)

    def value(self, values):
        return losses(values["X"], values["Y"]).mean()

    def gradients(self, values, upstream):
        return {"X": (softmax(values["X"]) - values["Y"]) / len(values["X"])}


def one_number(value):
    """The loss as a number; an array of one entry is one, too."""
    array = as_array(value)
    return array.reshape(()) if array is not None and array.size == 1 else value


LOSS = CrossEntropy()


def near(answer, want, what):
    """Fail unless an answer is right, but for what `digits` asks for."""
    expect(answer.value, want, what, tolerance=LOSS.tolerance)


BOTH = ["forward", "gradient_X"]


def both_passes(s, X, Y):
    """Record both passes; the loss and the gradient handed back."""
    unit = LOSS.build(s, {"X": X, "Y": Y})
    value = LOSS.forward(s, unit)
    LOSS.backward(s, unit, None)
    return value, LOSS.collect(s, unit)["X"]


@check("new_labels", "`set_labels` gives the next forward pass new labels", 1, BOTH)
def new_labels(student, rng):
    values = draw(LOSS, rng, LADDER[0]).values
    labels = np.roll(values["Y"], 1, axis=1)
    with student.scenario() as s:
        unit = LOSS.build(s, values)
        LOSS.forward(s, unit)
        LOSS.backward(s, unit, None)
        unit.layer.set_labels(labels)
        value = LOSS.forward(s, unit)
        LOSS.backward(s, unit, None)
        got = LOSS.collect(s, unit)["X"]
    yield
    renewed = {"X": values["X"], "Y": labels}
    near(value, LOSS.value(renewed), f"after set_labels, {VALUE}")
    near(got, LOSS.gradients(renewed, None)["X"], f"after set_labels, {LOSS.say('X')}")


@check("shift", "Adding a number to all logits of a row changes nothing", 1, BOTH)
def shift(student, rng):
    values = draw(LOSS, rng, LADDER[0]).values
    # Whole numbers, so that adding them loses none of the logits' digits that the tolerance sees.
    X = values["X"] + np.array([[600.0], [-600.0], [250.0], [-250.0]])
    with student.scenario() as s:
        value, gradient = both_passes(s, X, values["Y"])
    yield
    near(value, losses(X, values["Y"]).mean(), f"for logits far from zero, {VALUE}")
    want = (softmax(X) - values["Y"]) / len(X)
    near(gradient, want, f"for logits far from zero, {LOSS.say('X')}")


@check("large_logits", "Logits of a thousand and of a hundred thousand do no harm", 2, BOTH)
def large_logits(student, rng):
    tables = [(one.logits, one_hot(one.labels, one.logits.shape[1])) for one in logits.large()]
    with student.scenario() as s:
        answers = [both_passes(s, X, Y) for X, Y in tables]
    yield
    for fixed, (X, Y), (value, got) in zip(logits.large(), tables, answers, strict=True):
        near(value, losses(X, Y).mean(), f"for logits {fixed.words}, {VALUE}")
        want = (softmax(X) - Y) / len(X)
        near(got, want, f"for logits {fixed.words}, {LOSS.say('X')}")


@check("improbable", "A true class of vanishing probability costs what it should", 2, BOTH)
def improbable(student, rng):
    tables = [(one.logits, one_hot(one.labels, 3)) for one in logits.improbable()]
    with student.scenario() as s:
        answers = [both_passes(s, X, Y)[0] for X, Y in tables]
    yield
    logits.expect_no_bound(answers)
    for fixed, (X, Y), value in zip(logits.improbable(), tables, answers, strict=True):
        near(value, losses(X, Y).mean(), f"for logits {fixed.words}, {VALUE}")


@check("never_positive_exponent", "No positive number is ever exponentiated", 1, ["forward"])
def never_positive_exponent(student, rng):
    values = draw(LOSS, rng, LADDER[0]).values
    # Rows wholly above zero and wholly below it, whatever was drawn.
    X = values["X"] + np.array([[30.0], [-30.0], [60.0], [0.0]])
    with student.scenario() as s:
        unit = LOSS.build(s, {"X": X, "Y": values["Y"]})
        s.forget()
        LOSS.forward(s, unit)
        LOSS.backward(s, unit, None)
        watched = s.watched()
    yield
    # Rounding in x − max(x) cannot make it positive, so not even a tiny one is right.
    if any(isinstance(v, float) and v > 0 for v in watched.value.values()):
        fail(
            "Your code exponentiates a positive number. Subtract something from each row first, "
            "so that no exponent can be above zero."
        )


CHECKS = [
    ask.forward(LOSS, 3, "`forward` returns the average cross-entropy of the batch"),
    ask.gradient(LOSS, "X", 4, "`backward` hands the gradient of the logits to the layer below"),
    ask.digits(LOSS, 1),
    pass_back(LOSS, 1),
    new_labels,
    ask.new_batch(LOSS, 1),
    ask.keeps_inputs(LOSS, 1),
    ask.instances(LOSS, 1),
    ask.number_types(LOSS, 1),
    shift,
    large_logits,
    improbable,
    never_positive_exponent,
]
