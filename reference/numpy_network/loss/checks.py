"""Hidden checks of the loss and its gradient: −log softmax at the answer, stable everywhere."""

import numpy as np

from autograder.checks import check, expect, logits
from autograder.checks import questions as ask
from autograder.checks.questions import LADDER, OTHER_BATCH, draw
from reference.numpy_network.layers import Driven, HandedLayer, divides_in, under_both

LOSS_NAME = "softmax_crossentropy_with_logits"
GRADIENT_NAME = "grad_softmax_crossentropy_with_logits"
VALUE = "the loss of each row"
GRADIENT = "the gradient of the loss"


def losses(X, Y):
    """Cross-entropy per row, shape (N,): log Σ exp(x − m) − (x_answer − m), m the row's maximum."""
    shifted = X - X.max(axis=1, keepdims=True)
    return np.log(np.exp(shifted).sum(axis=1)) - shifted[np.arange(len(X)), Y]


def softmax(X):
    """Row by row, shape (N, K)."""
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def loss_gradient(X, Y, divides):
    """Softmax minus one-hot, shape (N, K), divided by N where the `loss` divides."""
    excess = softmax(X) - np.eye(X.shape[1])[Y]
    return excess / len(X) if divides == "loss" else excess


class Loss(HandedLayer):
    """Two functions, driven as if they were one layer."""

    is_loss = True
    tolerance = logits.NEAR
    inputs = ("X", "Y")
    words = {"X": GRADIENT}
    names = {"X": "`logits`", "Y": "`reference_answers`"}
    value_word = VALUE

    def __init__(self, divides="loss"):
        self.divides = divides

    def draw(self, rng, sizes):
        rows, classes = sizes.rows, sizes.outputs
        # The last class is always among the answers; `absent_classes` asks for batches without it.
        answers = rng.permutation((classes - 1 - np.arange(rows)) % classes)
        return {"X": logits.draw_logits(rng, rows, classes), "Y": answers}

    def whole(self, values):
        return {**values, "X": logits.whole_logits(values["X"])}

    def build(self, s, values, layout="rows"):
        held = {"X": s.array(values["X"], layout), "Y": s.array(values["Y"])}
        return Driven(s.name(LOSS_NAME), None, held, dict(held))

    def forward(self, s, unit):
        return s.take(s.name(LOSS_NAME)(unit.now["X"], unit.now["Y"]))

    def backward(self, s, unit, upstream):
        unit.now["gradient"] = s.name(GRADIENT_NAME)(unit.now["X"], unit.now["Y"])

    def value(self, values):
        return losses(values["X"], values["Y"])

    def gradients(self, values, upstream):
        return {"X": loss_gradient(values["X"], values["Y"], self.divides)}

    def upstream(self, rng, values):
        """What the rows' losses are added up with: a mean or a sum."""
        rows = len(values["X"])
        return np.full(rows, 1 / rows if self.divides == "loss" else 1.0)


LOSS = Loss()
BOTH = ["forward", "gradient_X"]


def ask_for(student, X, Y):
    """What the student's two functions answer to these logits and answers."""
    with student.scenario() as s:
        logits, answers = s.array(X), s.array(Y)
        value = s.take(s.name(LOSS_NAME)(logits, answers))
        gradient = s.take(s.name(GRADIENT_NAME)(logits, answers))
    return value.value, gradient.value


def near(got, want, what):
    """Fail unless an answer is right, but for what `digits` asks for."""
    expect(got, want, what, tolerance=LOSS.tolerance)


@check("apart", "The gradient does not depend on what the loss was last called with", 1, BOTH)
def apart(student, rng):
    first, second = draw(LOSS, rng, LADDER[0]).values, draw(LOSS, rng, OTHER_BATCH).values
    with student.scenario() as s:
        loss, gradient = s.name(LOSS_NAME), s.name(GRADIENT_NAME)
        loss(second["X"], second["Y"])
        taken = s.take(gradient(first["X"], first["Y"]))
        after = s.take(loss(first["X"], first["Y"]))
    yield
    want = loss_gradient(first["X"], first["Y"], divides_in(student))
    near(taken.value, want, f"after the loss of another batch, {GRADIENT}")
    near(after.value, losses(first["X"], first["Y"]), f"after another batch, {VALUE}")


@check("absent_classes", "A class that is nobody's right answer is still a class", 1, BOTH)
def absent_classes(student, rng):
    X = logits.draw_logits(rng, 4, 6)
    for Y in (np.array([1, 0, 2, 1]), np.array([3, 3, 3, 3])):
        value, gradient = ask_for(student, X, Y)
        where = "for a batch without answers of the last classes, "
        near(value, losses(X, Y), where + VALUE)
        near(gradient, loss_gradient(X, Y, divides_in(student)), where + GRADIENT)


@check("by_name", "`logits` and `reference_answers` can be passed by name", 1, BOTH)
def by_name(student, rng):
    """Other handouts have other names, such as `y_true`."""
    if student.foreign:
        return
    values = draw(LOSS, rng, LADDER[0]).values
    named = {"reference_answers": values["Y"], "logits": values["X"]}
    with student.scenario() as s:
        value = s.take(s.name(LOSS_NAME)(**named))
        gradient = s.take(s.name(GRADIENT_NAME)(**named))
    yield
    near(value.value, losses(values["X"], values["Y"]), f"called by name, {VALUE}")
    want = loss_gradient(values["X"], values["Y"], divides_in(student))
    near(gradient.value, want, f"called by name, {GRADIENT}")


@check("large_logits", "Logits of a thousand and more give the right loss", 2, ["forward"])
def large_logits(student, rng):
    with student.scenario() as s:
        function = s.name(LOSS_NAME)
        answers = [s.take(function(one.logits, one.labels)) for one in logits.large()]
    yield
    for one, value in zip(logits.large(), answers, strict=True):
        near(value.value, losses(one.logits, one.labels), f"for logits {one.words}, {VALUE}")


@check("large_gradient", "Logits of a thousand and more give the right gradient", 2, ["gradient_X"])
def large_gradient(student, rng):
    with student.scenario() as s:
        function = s.name(GRADIENT_NAME)
        answers = [s.take(function(one.logits, one.labels)) for one in logits.large()]
    yield
    for one, gradient in zip(logits.large(), answers, strict=True):
        want = loss_gradient(one.logits, one.labels, divides_in(student))
        near(gradient.value, want, f"for logits {one.words}, {GRADIENT}")


@check("improbable", "An answer of vanishing probability costs what it should", 2, ["forward"])
def improbable(student, rng):
    with student.scenario() as s:
        function = s.name(LOSS_NAME)
        answers = [s.take(function(one.logits, one.labels)) for one in logits.improbable()]
    yield
    logits.expect_no_bound(answers)
    for one, value in zip(logits.improbable(), answers, strict=True):
        near(value.value, losses(one.logits, one.labels), f"for logits {one.words}, {VALUE}")


CHECKS = [
    ask.forward(LOSS, 4, "The loss is −log softmax at the right answer, one number per row"),
    under_both(lambda who: ask.gradient(Loss(who), "X", 5, "The gradient belongs to that loss")),
    under_both(lambda who: ask.digits(Loss(who), 1)),
    apart,
    absent_classes,
    by_name,
    ask.keeps_inputs(LOSS, 1),
    under_both(lambda who: ask.number_types(Loss(who), 1)),
    large_logits,
    large_gradient,
    improbable,
]
