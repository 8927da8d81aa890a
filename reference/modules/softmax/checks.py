"""Hidden checks of `SoftMax`: the shares of each row, and how they answer to the scores."""

import numpy as np

from autograder.checks import check, expect, fail, logits
from autograder.checks import questions as ask
from autograder.checks.outcome import NoAnswer
from reference.modules.modules import INPUT_GRADIENT, ModuleLayer, stores

VALUE = "the value that forward returns"
BOTH = ["forward", "gradient_X"]
# One number for every pair of rows would be more memory than a submission has.
MANY = 12_000


def shares(X):
    """Row by row, shape (M, K)."""
    powers = np.exp(X - X.max(axis=1, keepdims=True))
    return powers / powers.sum(axis=1, keepdims=True)


class SoftMax(ModuleLayer):
    tolerance = logits.NEAR

    def draw(self, rng, sizes):
        return {"X": logits.draw_logits(rng, sizes.rows, sizes.outputs)}

    def whole(self, values):
        return {**values, "X": logits.whole_logits(values["X"])}

    def upstream(self, rng, values):
        """Never nearly alike along a row, of which next to nothing would be left in the gradient."""
        rows, classes = values["X"].shape
        spread = rng.permuted(np.tile(np.linspace(-1, 1, classes), (rows, 1)), axis=1)
        return spread + rng.uniform(-0.2, 0.2, spread.shape) + rng.uniform(-0.5, 0.5, (rows, 1))

    def make(self, s, values):
        return s.name("SoftMax")()

    def value(self, values):
        return shares(values["X"])

    def gradients(self, values, upstream):
        p = shares(values["X"])
        return {"X": p * (upstream - np.sum(p * upstream, axis=1, keepdims=True))}


SOFTMAX = SoftMax()


def near(got, want, what, **options):
    """Fail unless an answer is right, but for what `digits` asks for."""
    expect(got, want, what, tolerance=SOFTMAX.tolerance, **options)


def ask_softmax(student, X, upstream):
    """The student's shares, and the gradient returned, for these scores."""
    with student.scenario() as s:
        unit = SOFTMAX.build(s, {"X": X})
        value = SOFTMAX.forward(s, unit)
        SOFTMAX.backward(s, unit, s.array(upstream))
        got = SOFTMAX.collect(s, unit)["X"]
    return value.value, got.value


@check("extreme", "Scores of a thousand and more do no harm", 2, BOTH)
def extreme(student, rng):
    ordinary = logits.draw_logits(rng, 2, 4)
    far = np.array(
        [
            [1000.0, -1000.0, 999.0, 0.0],
            [-1000.0, -1001.0, -1000.5, -3000.0],
            [705.0, -705.0, 704.0, 700.0],
            [1e5, 1e5, -1e5, 0.0],
        ]
    )
    X = np.vstack([ordinary, far, ordinary + 600, ordinary - 600])
    upstream = rng.normal(size=X.shape)
    value, gradient = ask_softmax(student, X, upstream)
    near(value, shares(X), f"for scores far from zero, {VALUE}")
    want = SOFTMAX.gradients({"X": X}, upstream)["X"]
    near(gradient, want, f"for scores far from zero, {SOFTMAX.say('X')}", scale=1.0)


@check("large_batch", "A batch of thousands of rows needs no more memory than its rows", 1, BOTH)
def large_batch(student, rng):
    X, upstream = logits.draw_logits(rng, MANY, 3), rng.normal(size=(MANY, 3))
    try:
        value, gradient = ask_softmax(student, X, upstream)
    except NoAnswer as silence:
        fail(
            f"It works for small batches, but not for one of {MANY:,} rows: {silence} Is there a "
            "table with one entry for every *pair* of rows? No row has to do with any other row."
        )
    near(value, shares(X), f"for a batch of thousands of rows, {VALUE}")
    want = SOFTMAX.gradients({"X": X}, upstream)["X"]
    near(gradient, want, f"for a batch of thousands of rows, {SOFTMAX.say('X')}")


CHECKS = [
    ask.forward(SOFTMAX, 4, "forward returns shares that add up to 1 in every row"),
    ask.gradient(SOFTMAX, "X", 7, "backward returns the gradient of the scores"),
    ask.digits(SOFTMAX, 1),
    stores(SOFTMAX, 1),
    ask.keeps_inputs(SOFTMAX, 1),
    ask.new_batch(SOFTMAX, 1),
    ask.instances(SOFTMAX, 1),
    ask.number_types(SOFTMAX, 1),
    extreme,
    large_batch,
]
