"""The question about the kink at 0: any subgradient passes, and each wrong side is caught."""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import Layer, Unit, ask
from autograder.checks import questions as q
from autograder.checks.kinks import at_zero
from autograder.verdict import CheckStatus


class Bend(Layer):
    """The larger of x and 0, between `forward(x)` and `backward(upstream)`."""

    def draw(self, rng, sizes):
        X = rng.normal(size=(sizes.rows, sizes.features))
        return {"X": np.where(X < 0, X - 0.1, X + 0.1)}

    def build(self, s, values, layout="rows"):
        X = s.array(values["X"], layout)
        return Unit(s.name("Bend")(), None, {"X": X})

    def feed(self, s, unit, values):
        raise NotImplementedError

    def forward(self, s, unit):
        return s.take(unit.layer.forward(unit.held["X"]))

    def backward(self, s, unit, upstream):
        unit.layer.backward(upstream)

    def collect(self, s, unit):
        return {"X": s.take(unit.layer.gradient)}

    def value(self, values):
        return np.maximum(values["X"], 0.0)

    def gradients(self, values, upstream):
        return {"X": upstream * (values["X"] > 0)}


class Right:
    at_zero, threshold = 0.0, 0.0

    def forward(self, x):
        self.x = x
        return np.where(x > self.threshold, x, 0.0)

    def slope(self):
        slope = np.where(self.x > self.threshold, 1.0, 0.0)
        return np.where(self.x == 0, self.at_zero, slope)

    def backward(self, upstream):
        self.gradient = upstream * self.slope()


def kind(**about):
    return type("Bend", (Right,), about)


BEND = Bend()
BATTERY = (
    q.forward(BEND, 1, "forward"),
    q.gradient(BEND, "X", 1, "of X"),
    at_zero(BEND, 1, "at zero"),
)


def lost(student_of, kind):
    def generator(check):
        return np.random.default_rng([0, *check.encode()])

    results = ask(BATTERY, student_of({"Bend": kind}), generator)
    return {r.name: r.message for r in results if r.status is not CheckStatus.PASSED}


@pytest.mark.parametrize("slope", [0.0, 0.5, 1.0])
def test_at_0_any_slope_from_0_to_1_is_right(student_of, slope):
    assert lost(student_of, kind(at_zero=slope)) == {}


@pytest.mark.parametrize("slope", [-0.5, 2.0, np.nan, np.inf])
def test_another_slope_at_0_is_caught(student_of, slope):
    found = lost(student_of, kind(at_zero=slope))
    assert set(found) == {"at_zero"}
    assert "exactly 0" in found["at_zero"]


@pytest.mark.parametrize("threshold", [1e-3, 1e-5, -1e-3])
def test_a_bend_that_is_not_quite_at_0_is_caught(student_of, threshold):
    found = lost(student_of, kind(threshold=threshold))
    assert set(found) == {"at_zero"}
    assert "small numbers" in found["at_zero"]


def test_a_mask_that_opens_too_late_on_the_way_back_alone_is_caught(student_of):
    late = kind(slope=lambda self: np.where(self.x > 1e-3, 1.0, 0.0))
    assert set(lost(student_of, late)) == {"at_zero"}
