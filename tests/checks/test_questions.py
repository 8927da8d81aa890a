"""Every question of every layer: right answers pass it, and each has a wrong answer that fails it.

The layer is X W under a recording neighbour; a student's class stands in for it in this process.
"""

from __future__ import annotations

import numpy as np
import pytest

from autograder.checks import Layer, Sizes, Student, Unit, ask
from autograder.checks import questions as q
from autograder.checks.outcome import NoAnswer
from autograder.checks.questions import LADDER, draw
from autograder.errors import GraderError
from autograder.verdict import CheckStatus


class ProductLayer(Layer):
    """The product X W: two gradients, one parameter."""

    gradients_of = ("X", "W")
    learns = True

    def draw(self, rng, sizes):
        return {
            "X": rng.normal(size=(sizes.rows, sizes.features)),
            "W": rng.normal(size=(sizes.features, sizes.outputs)),
        }

    def build(self, s, values, layout="rows"):
        X = s.array(values["X"], layout)
        below = s.stand_in(returns={"forward": X, "backward": None})
        layer = s.name("Product")(below)
        layer.W = values["W"]
        return Unit(layer, below, {"X": X})

    def feed(self, s, unit, values):
        s.returns(unit.below, "forward", values["X"])

    def step(self, s, unit, values):
        s.write(unit.layer, "W", values["W"])

    def forward(self, s, unit):
        return s.take(unit.layer.forward())

    def backward(self, s, unit, upstream):
        unit.layer.backward(upstream)

    def collect(self, s, unit):
        handed = s.calls(unit.below, "backward", lambda calls: calls[-1][1][0])
        return {"X": handed, "W": s.take(unit.layer.G)}

    def parameters(self, s, unit):
        return {"W": s.take(unit.layer.W)}

    def value(self, values):
        return values["X"] @ values["W"]

    def gradients(self, values, upstream):
        return {"X": upstream @ values["W"].T, "W": values["X"].T @ upstream}


class MeanSquareLayer(Layer):
    """A loss: half the mean square of X."""

    is_loss = True

    def draw(self, rng, sizes):
        return {"X": rng.normal(size=(sizes.rows, sizes.features))}

    def build(self, s, values, layout="rows"):
        X = s.array(values["X"], layout)
        below = s.stand_in(returns={"forward": X, "backward": None})
        return Unit(s.name("MeanSquare")(below), below, {"X": X})

    def feed(self, s, unit, values):
        s.returns(unit.below, "forward", values["X"])

    def forward(self, s, unit):
        return s.take(unit.layer.forward())

    def backward(self, s, unit, upstream):
        assert upstream is None
        unit.layer.backward()

    def collect(self, s, unit):
        return {"X": s.calls(unit.below, "backward", lambda calls: calls[-1][1][0])}

    def value(self, values):
        return (values["X"] ** 2).sum() / (2 * len(values["X"]))

    def gradients(self, values, upstream):
        return {"X": upstream * values["X"] / len(values["X"])}


PRODUCT, LOSS = ProductLayer(), MeanSquareLayer()


class Right:
    def __init__(self, below):
        self.below = below

    def forward(self):
        self.x = self.below.forward()
        return self.x @ self.W

    def backward(self, d):
        self.G = self.x.T @ d
        self.below.backward(d @ self.W.T)


class Loss:
    def __init__(self, below):
        self.below = below

    def forward(self):
        self.x = self.below.forward()
        return np.sum(self.x**2) / (2 * len(self.x))

    def backward(self):
        self.below.backward(self.x / len(self.x))


class ScalesForward(Right):
    factor = 1.0005

    def forward(self):
        return self.factor * super().forward()


class BarelyScalesForward(ScalesForward):
    factor = 1 + 1e-6


class SinglePrecision(Right):
    def forward(self):
        self.x = self.below.forward()
        return self.x.astype(np.float32) @ self.W.astype(np.float32)


class ScalesBackward(Right):
    def backward(self, d):
        self.G = self.x.T @ d * 1.0005
        self.below.backward(d @ self.W.T * 1.0005)


class BarelyScalesBackward(Right):
    def backward(self, d):
        self.G = self.x.T @ d * (1 + 1e-6)
        self.below.backward(d @ self.W.T * (1 + 1e-6))


class FlipsBackward(Right):
    def backward(self, d):
        self.G = -(self.x.T @ d)
        self.below.backward(-(d @ self.W.T))


class IgnoresUpstream(Right):
    def backward(self, d):
        super().backward(np.ones_like(d))


class OneRowWrong(Right):
    """Right for every batch but a batch of one."""

    def forward(self):
        return super().forward() * (1 if len(self.below.forward()) > 1 else 2)


class ChangesInput(Right):
    def forward(self):
        value = super().forward()
        self.x = self.x.copy()
        self.below.forward()[:] = 0
        return value


class ChangesUpstream(Right):
    def backward(self, d):
        super().backward(d.copy())
        d *= 2


class ChangesWeights(Right):
    def backward(self, d):
        super().backward(d)
        self.W -= 0.1 * self.G


class StepsToNewWeights(Right):
    """Nothing is changed in place, and yet the weights are others than before."""

    def backward(self, d):
        super().backward(d)
        self.W = self.W - 0.1 * self.G


class ChangesItsValue(Right):
    """Works out the gradient in the very array that forward gave away."""

    def forward(self):
        self.value = super().forward()
        return self.value

    def backward(self, d):
        super().backward(d)
        self.value *= d


class RenewsWithTheSize(Right):
    """Remembers a batch only if its size is new."""

    kept = None

    def forward(self):
        x = self.below.forward()
        if self.kept is None or self.kept.shape != x.shape:
            self.kept = x
        self.x = self.kept
        return x @ self.W


class KeepsFirstBatch(Right):
    kept = None

    def forward(self):
        if self.kept is None:
            self.kept = self.below.forward()
        self.x = self.kept
        return self.x @ self.W


class KeepsFirstWeights(Right):
    """Works with a copy of the weights from its first pass, which no training changes."""

    turned = None

    def forward(self):
        if self.turned is None:
            self.turned = self.W.T.copy()
        return super().forward()

    def backward(self, d):
        self.G = self.x.T @ d
        self.below.backward(d @ self.turned)


class Accumulates(Right):
    def backward(self, d):
        before = getattr(self, "G", 0)
        super().backward(d)
        self.G = self.G + before


class SharesState(Right):
    def forward(self):
        SharesState.x = self.below.forward()
        return SharesState.x @ self.W


class RoundsIntegers(Right):
    def forward(self):
        self.x = self.below.forward()
        return (self.x @ self.W).astype(self.x.dtype)


class NeedsContiguity(Right):
    def forward(self):
        value = super().forward()
        return value if self.x.flags.c_contiguous else 0 * value


class Clips(Right):
    def forward(self):
        return np.clip(super().forward(), -100, 100)


class ClipsBackward(Right):
    def backward(self, d):
        super().backward(np.clip(d, -10, 10))


class ChangesLossInput(Loss):
    def backward(self):
        super().backward()
        self.x -= self.x


class ScalesLoss(Loss):
    def backward(self):
        self.below.backward(self.x)


FORWARD = q.forward(PRODUCT, 4, "forward")
OF_X = q.gradient(PRODUCT, "X", 3, "of X")
OF_W = q.gradient(PRODUCT, "W", 3, "of W")
MANNERS = {
    "keeps_inputs": q.keeps_inputs(PRODUCT, 1),
    "new_batch": q.new_batch(PRODUCT, 1),
    "twice": q.twice(PRODUCT, 1),
    "instances": q.instances(PRODUCT, 1),
    "number_types": q.number_types(PRODUCT, 1),
    "scale": q.scale(PRODUCT, 1),
}
BATTERY = (FORWARD, OF_X, OF_W, *MANNERS.values())
LOSS_BATTERY = (
    q.forward(LOSS, 4, "forward"),
    q.gradient(LOSS, "X", 4, "of X"),
    *(make(LOSS, 1) for make in (q.keeps_inputs, q.new_batch, q.twice, q.instances)),
    q.number_types(LOSS, 1),
    q.scale(LOSS, 1),
)


def asked(student_of, kind, battery=BATTERY, seed=0, **about):
    """What became of each check, by name, for a student whose class this is."""
    name = "MeanSquare" if issubclass(kind, Loss) else "Product"

    def generator(check):
        return np.random.default_rng([seed, *check.encode()])

    student = student_of({name: kind}, **about)
    return {result.name: result for result in ask(battery, student, generator)}


def lost(results):
    return {name for name, r in results.items() if r.status is not CheckStatus.PASSED}


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize(("kind", "battery"), [(Right, BATTERY), (Loss, LOSS_BATTERY)])
def test_a_right_layer_passes_every_question(student_of, kind, battery, seed):
    results = asked(student_of, kind, battery, seed)
    assert {name: r.message for name, r in results.items() if r.message} == {}


# wrong class → the checks that it loses (others that need them are skipped with them)
CAUGHT_BY = {
    ScalesForward: {"forward"},
    BarelyScalesForward: {"forward"},
    SinglePrecision: {"forward"},
    OneRowWrong: {"forward"},
    ScalesBackward: {"gradient_X", "gradient_W"},
    BarelyScalesBackward: {"gradient_X", "gradient_W"},
    FlipsBackward: {"gradient_X", "gradient_W"},
    IgnoresUpstream: {"gradient_X", "gradient_W"},
}


@pytest.mark.parametrize("kind", CAUGHT_BY, ids=lambda kind: kind.__name__)
def test_a_wrong_pass_loses_its_own_points_and_no_others(student_of, kind):
    for seed in range(10):
        results = asked(student_of, kind, seed=seed)
        wrong = {name for name, r in results.items() if r.status is CheckStatus.FAILED}
        assert wrong == CAUGHT_BY[kind], seed
        assert lost(results) == wrong | set(MANNERS)


IMPOLITE = {
    ChangesInput: "keeps_inputs",
    ChangesUpstream: "keeps_inputs",
    ChangesWeights: "keeps_inputs",
    StepsToNewWeights: "keeps_inputs",
    ChangesItsValue: "keeps_inputs",
    KeepsFirstBatch: "new_batch",
    RenewsWithTheSize: "new_batch",
    KeepsFirstWeights: "new_batch",
    Accumulates: "twice",
    SharesState: "instances",
    RoundsIntegers: "number_types",
    NeedsContiguity: "number_types",
    Clips: "scale",
    ClipsBackward: "scale",
}


@pytest.mark.parametrize("kind", IMPOLITE, ids=lambda kind: kind.__name__)
def test_every_question_of_manners_has_an_answer_that_fails_it(student_of, kind):
    for seed in range(10):
        results = asked(student_of, kind, seed=seed)
        assert results[IMPOLITE[kind]].status in (CheckStatus.FAILED, CheckStatus.ERROR), seed
        assert not {"forward", "gradient_X"} & lost(results), seed


def test_a_copy_of_the_first_weights_is_told_as_that(student_of):
    message = asked(student_of, KeepsFirstWeights)["new_batch"].message
    assert message.startswith("After a step has changed the parameters, ")
    assert "worked out with W as it was before the step" in message


@pytest.mark.parametrize("kind", [ChangesWeights, StepsToNewWeights])
def test_a_step_is_not_called_a_change_in_place(student_of, kind):
    message = asked(student_of, kind)["keeps_inputs"].message
    assert message.startswith("After a forward and a backward pass W holds other numbers")
    assert "in place" not in message


def test_every_question_of_manners_is_failed_by_someone():
    assert set(IMPOLITE.values()) == set(MANNERS)


def test_a_loss_fails_what_it_gets_wrong(student_of):
    assert "keeps_inputs" in lost(asked(student_of, ChangesLossInput, LOSS_BATTERY))
    assert "gradient_X" in lost(asked(student_of, ScalesLoss, LOSS_BATTERY))


# --- the verdict table: forward, backward, consistency -------------------------------------------


class WrongForwardOwnBackward(Right):
    """Another forward, 3 X W, and the backward that belongs to it."""

    def forward(self):
        return 3 * super().forward()

    def backward(self, d):
        super().backward(3 * d)


class WrongForwardRightBackward(Right):
    def forward(self):
        return 3 * super().forward()


class WrongBoth(Right):
    def forward(self):
        return 3 * super().forward()

    def backward(self, d):
        super().backward(-d)


class WrongForwardDoesNothing(Right):
    def forward(self):
        self.x = self.below.forward()
        return np.zeros((len(self.x), self.W.shape[1]))

    def backward(self, d):
        self.G = np.zeros_like(self.W)
        self.below.backward(np.zeros_like(self.x))


TABLE = {
    "ok, wrong, disagrees: the backward": (FlipsBackward, {"gradient_X", "gradient_W"}),
    "wrong, wrong, agrees: the forward alone": (WrongForwardOwnBackward, {"forward"}),
    "wrong, ok, disagrees: the forward alone": (WrongForwardRightBackward, {"forward"}),
    "wrong, wrong, disagrees: both": (WrongBoth, {"forward", "gradient_X", "gradient_W"}),
    "doing nothing agrees with itself: both": (
        WrongForwardDoesNothing,
        {"forward", "gradient_X", "gradient_W"},
    ),
}


@pytest.mark.parametrize("row", TABLE)
def test_the_verdict_table(student_of, row):
    kind, blamed = TABLE[row]
    for seed in range(10):
        results = asked(student_of, kind, (FORWARD, OF_X, OF_W), seed)
        assert lost(results) == blamed, seed


def test_a_backward_that_is_wrong_and_yet_agrees_is_nobodys_fault_but_ours(student_of):
    """The fifth row: code that sees the probes can agree with any formula, so nobody is scored."""
    honest = student_of({"Product": Right})
    scenarios = []

    def tripled(answer):
        """What was handed back, three times as large; values and stored gradients as they are."""
        if not isinstance(answer, list):
            return answer
        [[order, [gradient], keywords]] = answer
        return [[order, [3 * gradient], keywords]]

    def transport(operations):
        # The first scenario is the problem itself, the second one the probes around it.
        scenarios.append(operations)
        answers = honest.transport(operations)
        if len(scenarios) == 1:
            return [tripled(answer) for answer in answers]
        middle = answers[0]
        return [middle + 3 * (answer - middle) for answer in answers]

    with pytest.raises(GraderError, match="forward pass is right"):
        ask((OF_X,), Student(transport), lambda name: np.random.default_rng(0))


# --- what is asked -------------------------------------------------------------------------------


def test_inputs_differ_in_every_count_and_include_one_row_and_a_square():
    assert any(len({s.rows, s.features, s.outputs}) == 3 for s in LADDER)
    assert any(s.rows == 1 for s in LADDER)
    assert Sizes(3, 3, 3) in LADDER


def test_the_same_generator_draws_the_same_problem():
    one, other = (draw(PRODUCT, np.random.default_rng(5), LADDER[0]) for _ in range(2))
    assert np.array_equal(one.upstream, other.upstream)
    assert all(np.array_equal(one.values[n], other.values[n]) for n in one.values)


def test_an_upstream_gradient_is_random_and_that_of_a_loss_is_one():
    assert np.ptp(draw(PRODUCT, np.random.default_rng(0), LADDER[0]).upstream) > 0
    assert draw(LOSS, np.random.default_rng(0), LADDER[0]).upstream == 1


class LooseLayer(ProductLayer):
    """The same layer, allowed to be off by a little."""

    tolerance = 1e-5


class AddsLittle(Right):
    def forward(self):
        return super().forward() + 1e-7


def test_what_a_tolerance_lets_pass_is_asked_for_by_the_digits_alone(student_of):
    loose = LooseLayer()
    battery = (
        q.forward(loose, 4, "forward"),
        q.gradient(loose, "X", 3, "of X"),
        q.gradient(loose, "W", 3, "of W"),
        q.new_batch(loose, 1),
        q.digits(loose, 1),
    )
    for seed in range(20):
        assert not lost(asked(student_of, Right, battery, seed))
        assert set(lost(asked(student_of, AddsLittle, battery, seed))) == {"digits"}


class FallsSilent(Right):
    """NaN comes out, and stays what it was."""

    def forward(self):
        return np.full_like(super().forward(), np.nan)


def test_nan_that_stays_is_not_taken_for_a_value_that_changed(student_of):
    student = student_of({"Product": FallsSilent})
    q.keeps_inputs(PRODUCT, 1).ask(student, np.random.default_rng(0))


# --- what the checks of the passes ask together --------------------------------------------------


class Together:
    """Answers several scenarios at once, as a session does; keeps who asked and how often."""

    def __init__(self, student):
        self.student, self.asked_by, self.alone = student, [], 0

    def transport(self, operations):
        self.alone += 1
        return self.student.transport(operations)

    def together(self, asked):
        outcomes = []
        for name, operations in asked:
            self.asked_by.append(name)
            try:
                outcomes.append(self.student.transport(operations))
            except NoAnswer as silence:
                return [*outcomes, silence]
        return outcomes


def asked_together(student_of, kind, battery=BATTERY, seed=0):
    """As `asked`, in one round trip as far as that goes; also who asked."""
    name = "MeanSquare" if issubclass(kind, Loss) else "Product"
    them = Together(student_of({name: kind}))

    def generator(check):
        return np.random.default_rng([seed, *check.encode()])

    student = Student(them.transport, together=them.together)
    return {result.name: result for result in ask(battery, student, generator)}, them


class BackwardRaises(Right):
    def backward(self, d):
        raise ValueError


class ForwardRaises(Right):
    def forward(self):
        raise ValueError


class StoresNoGradient(Right):
    def backward(self, d):
        self.below.backward(d @ self.W.T)


class HandsNothingBack(Right):
    def backward(self, d):
        self.G = self.x.T @ d


EVERYBODY = (
    *(Right, Loss, *CAUGHT_BY, *IMPOLITE),
    *(WrongForwardOwnBackward, WrongForwardRightBackward, WrongBoth, WrongForwardDoesNothing),
    *(BackwardRaises, ForwardRaises, StoresNoGradient, HandsNothingBack),
)


@pytest.mark.parametrize("kind", EVERYBODY, ids=lambda kind: kind.__name__)
def test_what_is_asked_together_is_judged_as_what_is_asked_alone(student_of, kind):
    battery = LOSS_BATTERY if issubclass(kind, Loss) else BATTERY
    for seed in range(5):
        together, _ = asked_together(student_of, kind, battery, seed)
        alone = asked(student_of, kind, battery, seed)
        assert {n: r.status for n, r in together.items()} == {n: r.status for n, r in alone.items()}


def test_right_passes_are_asked_once_for_all_their_checks(student_of):
    _, them = asked_together(student_of, Right)
    by_itself = [name for name in MANNERS if name not in ("keeps_inputs", "new_batch", "twice")]
    assert sorted(them.asked_by) == sorted(["both passes", "life", *by_itself])
    assert them.alone == 0


def test_who_is_wrong_is_asked_once_more_by_the_check_that_judges(student_of):
    results, them = asked_together(student_of, ScalesForward)
    assert lost(results) == {"forward", *MANNERS}
    assert them.alone == 1


def test_a_backward_that_raises_costs_nothing_of_forward(student_of):
    results, _ = asked_together(student_of, BackwardRaises)
    assert results["forward"].status is CheckStatus.PASSED
    assert results["gradient_X"].status is results["gradient_W"].status is CheckStatus.ERROR
