"""Hidden checks of `CrossEntropyWithSoftmax`: the mean of −log softmax at the label."""

import numpy as np

from autograder.checks import as_array, check, expect, fail, logits
from autograder.checks import questions as ask
from autograder.checks.questions import LADDER, draw
from reference.miniflow.graph import GraphNode

VALUE = "the loss that forward sets"


def softmax(X):
    """Row by row, shape (m, k)."""
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


def losses(X, y):
    """Cross-entropy per row, shape (m,): log Σ exp(x − t) − (x_label − t), t the row's maximum."""
    lowered = X - X.max(axis=1, keepdims=True)
    return np.log(np.exp(lowered).sum(axis=1)) - lowered[np.arange(len(y)), y]


class CrossEntropyWithSoftmax(GraphNode):
    kind = "CrossEntropyWithSoftmax"
    is_loss = True
    tolerance = logits.NEAR
    inputs = nodes = ("X", "y")

    def draw(self, rng, sizes):
        rows, classes = sizes.rows, sizes.outputs
        return {
            "X": logits.draw_logits(rng, rows, classes),
            "y": rng.integers(classes, size=rows),
        }

    def whole(self, values):
        return {**values, "X": logits.whole_logits(values["X"])}

    def forward(self, s, unit):
        unit.layer.forward()
        return s.take(unit.layer.value, one_number)

    def value(self, values):
        return losses(values["X"], values["y"]).mean()

    def gradients(self, values, upstream):
        one_hot = np.eye(values["X"].shape[1])[values["y"]]
        return {"X": (softmax(values["X"]) - one_hot) / len(one_hot)}


def one_number(value):
    """The loss as a number; an array of one entry is one, too."""
    array = as_array(value)
    return array.reshape(()) if array is not None and array.size == 1 else value


LOSS = CrossEntropyWithSoftmax()
BOTH = ["forward", "gradient_X"]


def ask_loss(student, *cases):
    """The student's loss, and the gradient for the logits, for each case of values: answers."""
    answers = []
    with student.scenario() as s:
        for values in cases:
            unit = LOSS.build(s, values)
            value = LOSS.forward(s, unit)
            LOSS.backward(s, unit, None)
            answers.append((value, LOSS.collect(s, unit)["X"]))
    return answers


def ask_softmax(student, *tables):
    """The student's `_softmax` of each table, of one node."""
    with student.scenario() as s:
        unit = LOSS.build(s, {"X": tables[0], "y": np.zeros(len(tables[0]), dtype=np.int64)})
        answers = [s.take(unit.layer._softmax(s.array(X))) for X in tables]
    return [answer.value for answer in answers]


def near(got, want, what, **options):
    """Fail unless an answer is right, but for what `digits` asks for."""
    expect(got, want, what, tolerance=LOSS.tolerance, **options)


@check("softmax", "`_softmax` turns every row into shares that add up to 1", 3)
def shares(student, rng):
    tables = [draw(LOSS, rng, sizes).values["X"] for sizes in LADDER]
    for X, got in zip(tables, ask_softmax(student, *tables), strict=True):
        hints = {"the softmax of the columns; it is the rows that count": softmax(X.T).T}
        near(got, softmax(X), "what `_softmax` returns", hints=hints)


@check("large_softmax", "`_softmax` stands logits of a thousand and more", 1, ["softmax"])
def large_softmax(student, rng):
    tables = [one.logits for one in logits.large()]
    for X, got in zip(tables, ask_softmax(student, *tables), strict=True):
        near(got, softmax(X), "for logits of a thousand and more, what `_softmax` returns")


@check("no_slope_for_labels", "The labels get no gradient", 1, BOTH)
def no_slope_for_labels(student, rng):
    with student.scenario() as s:
        unit = LOSS.build(s, draw(LOSS, rng, LADDER[0]).values)
        LOSS.forward(s, unit)
        LOSS.backward(s, unit, None)
        got = s.take(unit.layer.gradients.get(unit.inbound["y"], 0))
    yield
    array = None if got.value is None else as_array(got.value)
    if got.value is not None and (array is None or np.any(array != 0)):
        fail(
            "Your backward gives the labels a gradient. They are whole numbers that nobody can "
            "turn a little: leave a 0 there."
        )


@check("large_logits", "Logits of a thousand and of a hundred thousand do no harm", 2, BOTH)
def large_logits(student, rng):
    cases = [{"X": one.logits, "y": one.labels} for one in logits.large()]
    answers = ask_loss(student, *cases)
    for one, values, (value, gradient) in zip(logits.large(), cases, answers, strict=True):
        where = f"for logits {one.words}"
        near(value.value, np.asarray(LOSS.value(values)), f"{where}, {VALUE}")
        near(gradient.value, LOSS.gradients(values, None)["X"], f"{where}, {LOSS.say('X')}")


@check("improbable", "A true class of vanishing probability costs what it should", 1, BOTH)
def improbable(student, rng):
    cases = [{"X": one.logits, "y": one.labels} for one in logits.improbable()]
    answers = ask_loss(student, *cases)
    logits.expect_no_bound([value for value, _ in answers])
    for one, values, (value, _) in zip(logits.improbable(), cases, answers, strict=True):
        near(value.value, np.asarray(LOSS.value(values)), f"for logits {one.words}, {VALUE}")


CHECKS = [
    shares,
    ask.forward(LOSS, 3, "forward sets the average cross-entropy of the batch"),
    ask.gradient(LOSS, "X", 4, "backward sets the gradient for the logits"),
    ask.digits(LOSS, 1),
    no_slope_for_labels,
    ask.new_batch(LOSS, 1),
    ask.keeps_inputs(LOSS, 1),
    ask.instances(LOSS, 1),
    ask.number_types(LOSS, 1),
    large_softmax,
    large_logits,
    improbable,
]
