"""Hidden checks of training: the first weights, the graph, one step, the loop, and a short run.

Steps and loop are judged on a stand-in for the loss whose gradients are set beforehand, so that a
mistake in an earlier exercise costs nothing here; only `whole_step` and `learns` run all layers.
"""

from dataclasses import replace

import numpy as np

from assignments.common.utility import load_digits
from autograder.checks import as_array, check, expect, fail
from autograder.checks.outcome import Waived
from autograder.checks.probe import of_checks
from reference.miniflow.cross_entropy_with_softmax.checks import one_number
from reference.miniflow.network import (
    NAMES,
    Bench,
    climb,
    draw_weights,
    losses_of_steps,
    parts_of,
    read_losses,
    read_weights,
    scores,
    shapes,
    solve,
)

# From the loss up to the first layer, each the first inbound node of the one before it.
TOWER = ["CrossEntropyWithSoftmax", "Linear", "Sigmoid", "Linear"]
X_TRAIN, Y_TRAIN, _, _, X_TEST, Y_TEST = load_digits()
SIZES = {"features": 6, "hidden": 5, "classes": 3}


@check("first_weights", "The first weights have the right shapes, and no two columns are alike", 3)
def first_weights(student, rng):
    sizes = [{"features": 7, "hidden": 4, "classes": 3}, {"features": 3, "hidden": 6, "classes": 2}]
    with student.scenario() as s:
        taken = [s.take(s.name("initialize_weights")(*one.values())) for one in sizes]
    yield
    for one, answer in zip(sizes, taken, strict=True):
        if not isinstance(answer.value, list) or len(answer.value) != 4:
            fail("`initialize_weights` does not return four arrays: W1, b1, W2, b2.")
        for (name, shape), raw in zip(shapes(**one).items(), answer.value, strict=True):
            array = read_weights(name, raw, shape)
            if not np.all(np.isfinite(array)):
                fail(f"`{name}` holds NaN or infinity from the start.")
            if getattr(raw, "dtype", np.dtype(float)).kind != "f":
                fail(f"`{name}` holds whole numbers, which cannot move by a fraction. Use floats.")
            if name == "W1" and len(np.unique(array, axis=1).T) < array.shape[1]:
                fail(
                    "Columns of `W1` are alike. Hidden units that start alike get the same "
                    "gradient at every step and stay alike for ever."
                )


@check("wiring", "Linear, Sigmoid, Linear and the loss stand on each other in this order", 5)
def wiring(student, rng):
    with student.scenario() as s:
        parts = s.take(s.name("define_architecture")())
    if not isinstance(parts.value, list) or len(parts.value) != 4:
        fail("`define_architecture` does not return four things: x, y, wrt, f.")
    if not isinstance(parts.value[2], list) or len(parts.value[2]) != 4:
        fail("`wrt` is not a list of four Input nodes: W1, b1, W2, b2.")
    for depth, kind in enumerate(TOWER):
        with student.scenario() as s:
            node = climb(s.name("define_architecture")()[3], depth)
            right = s.take(s.instance_of(node, s.name(kind)))
        if right.value is not True:
            place = f"Seen from the loss, node number {depth + 1}" if depth else "`f`"
            fail(f"{place} is not a `{kind}`.")
    with student.scenario() as s:
        x, y, wrt, f = parts_of(s.name("define_architecture")())
        W1, b1, W2, b2 = parts_of(wrt)
        top, bottom = climb(f, 1).inbound_nodes, climb(f, 3).inbound_nodes
        ends = {
            "the pictures go into the first Linear": s.take(s.same(bottom[0], x)),
            "W1 goes into the first Linear": s.take(s.same(bottom[1], W1)),
            "b1 goes into the first Linear": s.take(s.same(bottom[2], b1)),
            "W2 goes into the second Linear": s.take(s.same(top[1], W2)),
            "b2 goes into the second Linear": s.take(s.same(top[2], b2)),
            "the labels go into the loss": s.take(s.same(f.inbound_nodes[1], y)),
        }
    for words, answer in ends.items():
        if answer.value is not True:
            fail(f"It should be so that {words}, in the order that is asked for; it is not.")


@check("step", "A step moves every array by the step size times its gradient, downhill", 5)
def step(student, rng):
    rates = (0.5, 0.0, 0.03)
    weights = draw_weights(rng, **SIZES)
    gradients = [draw_weights(rng, **SIZES) for _ in rates]
    X, y = rng.normal(size=(4, SIZES["features"])), rng.integers(3, size=4)
    with student.scenario() as s:
        bench = Bench(s, weights)
        held = s.array(X), s.array(y)
        taken, told = [], []
        for number, (rate, slopes) in enumerate(zip(rates, gradients, strict=True)):
            bench.set(2.5 + number, slopes)
            batch = s.pairs([(bench.x, held[0]), (bench.y, held[1])])
            told.append(s.take(s.name("sgd_step")(bench.loss, bench.weights, batch, rate)))
            taken.append(bench.take())
        after = [s.take(one) for one in held]
    yield
    if not all(np.array_equal(as_array(a.value), b) for a, b in zip(after, (X, y), strict=True)):
        fail("`sgd_step` changes the pictures or the labels in place.")
    for rate, slopes, answers in zip(rates, gradients, taken, strict=True):
        moved = {name: weights[name] - rate * slopes[name] for name in NAMES}
        for name, want in moved.items():
            where = f"After a step with step size {rate:g}, "
            got = read_weights(name, answers[name].value, want.shape, where)
            hints = {
                "what it was before: the step is lost": weights[name],
                "what a step uphill gives": weights[name] + rate * slopes[name],
            }
            expect(got, want, f"{where}`{name}`", hints=hints if rate else {})
        weights = moved


@check(
    "step_loss", "A step returns the loss from before it; both dicts keep their keys", 1, ["step"]
)
def step_loss(student, rng):
    weights, value = draw_weights(rng, **SIZES), rng.uniform(1.0, 9.0)
    with student.scenario() as s:
        bench = Bench(s, weights)
        bench.set(value, weights)
        batch = s.pairs([(bench.x, np.ones((2, 6))), (bench.y, np.array([0, 1]))])
        told = s.take(s.name("sgd_step")(bench.loss, bench.weights, batch, 0.1), one_number)
        count = s.module("builtins").len
        kept = s.take(count(bench.weights)), s.take(count(batch))
    yield
    expect(told.value, np.asarray(value), "what `sgd_step` returns")
    for name, answer, want in zip(("weights", "batch"), kept, (4, 2), strict=True):
        if answer.value != want:
            fail(
                f"`sgd_step` adds entries to the dict `{name}`, which belongs to its caller, or "
                "takes some out. Put both together in a new dict."
            )


@check("loop", "`train` takes as many steps as asked for, each on a new batch", 4, ["step"])
def loop(student, rng):
    steps, size, rate = 7, 4, 0.25
    value = rng.uniform(1e-4, 1e-3)  # so small that it is tempting to stop early
    weights, slopes = draw_weights(rng, **SIZES), draw_weights(rng, **SIZES)
    X, y = rng.normal(size=(size, SIZES["features"])), rng.integers(3, size=size)
    with student.scenario() as s:
        x = s.stand_in(s.name("Input"), returns={"forward": None, "backward": None})
        bench = Bench(s, weights, x)
        bench.set(value, slopes)
        data = s.stand_in(X=X, y=y, returns={"next_batch": s.tuple(s.array(X), s.array(y))})
        wrt = s.shared(list(bench.nodes.values()))
        network = s.tuple(bench.x, bench.y, wrt, bench.loss)
        told = s.take(s.name("train")(network, bench.weights, data, rate, size, steps))
        dealt, shown = s.calls(data, "next_batch"), s.calls(x, "forward")
        run, moved = s.calls(bench.loss, "forward"), bench.take()
    yield
    _judge_batches(dealt.value, shown.value, run.value, steps, size, X)
    for name in NAMES:
        want = weights[name] - steps * rate * slopes[name]
        got = read_weights(name, moved[name].value, want.shape, "After training, ")
        hints = {"what it was before: the steps are lost": weights[name]}
        expect(got, want, f"after training, `{name}` in `weights`", hints=hints)
    expect(
        read_losses(told.value, steps),
        np.full(steps, value),
        "what `train` returns, one loss for each step,",
    )


def _judge_batches(dealt, shown, run, steps, size, X):
    if len(dealt) != steps:
        fail(
            f"Asked for {steps} steps, `train` calls `data.next_batch` {len(dealt)} times. Each "
            "step needs one batch of its own."
        )
    for _, positional, keywords in dealt:
        asked = [as_array(argument) for argument in (*positional, *keywords.values())]
        if len(asked) != 1 or not np.array_equal(asked[0], size):
            fail("`train` does not ask `data.next_batch` for `batch_size` pictures.")
    if len(run) < steps:
        fail(f"Asked for {steps} steps, `train` computes the loss only {len(run)} times.")
    fed = [as_array(next(iter((*args, *kw.values())), None)) for _, args, kw in shown]
    if sum(pictures is not None and np.array_equal(pictures, X) for pictures in fed) < steps:
        fail("The Input node of the pictures does not get the pictures of every batch.")


@check("whole_step", "All your nodes together: one step moves all four arrays right", 3, ["wiring"])
def whole_step(student, rng):
    """The student's own layers, so a mistake in an earlier exercise shows here once more."""
    weights = draw_weights(rng, **SIZES)
    X, y = rng.normal(size=(8, SIZES["features"])), rng.integers(3, size=8)
    # As wide as the pictures, for those who look at the validation set as they train.
    first = draw_weights(rng, features=X_TRAIN.shape[1], hidden=5, classes=10, scale=0.3)
    chosen = rng.integers(len(X_TRAIN), size=8)
    pictures, digits = X_TRAIN[chosen], Y_TRAIN[chosen]
    with student.scenario() as s:
        other, network = (s.name("define_architecture")() for _ in range(2))
        x, labels, wrt, f = parts_of(network)
        shared = s.take(s.same(x, other[0]))
        held = s.pairs([(wrt[i], s.array(weights[name])) for i, name in enumerate(NAMES)])
        batch = s.pairs([(x, X), (labels, y)])
        told = s.take(s.name("sgd_step")(f, held, batch, 0.5), one_number)
        taken = {name: s.take(held[wrt[i]]) for i, name in enumerate(NAMES)}
        again = s.pairs([(wrt[i], s.array(first[name])) for i, name in enumerate(NAMES)])
        data = s.stand_in(returns={"next_batch": s.tuple(s.array(pictures), s.array(digits))})
        listed = s.take(s.name("train")(network, again, data, 0.5, len(digits), 3))
    yield
    if shared.value is not False:
        fail("Two calls of `define_architecture` give the same nodes; each makes a graph anew.")
    loss, slopes = solve(weights, X, y)
    moved = {name: weights[name] - 0.5 * slope for name, slope in slopes.items()}
    what = "the loss that one step of the whole network returns"
    hints = {"that of the network after the step": np.asarray(solve(moved, X, y)[0])}
    expect(told.value, np.asarray(loss), what, hints=hints)
    for name, want in moved.items():
        when = "After one step of the whole network, "
        got = read_weights(name, taken[name].value, want.shape, when)
        # The step itself is judged, not the weights that it is small beside.
        what = f"{when}`{name}` less its old value"
        expect(got - weights[name], want - weights[name], what)
    expect(
        read_losses(listed.value, 3),
        losses_of_steps(first, pictures, digits, 0.5, 3),
        "what `train` returns for three steps on one batch, the loss before each of them,",
    )


@check("learns", "Six hundred steps teach it nine of ten digits that it never saw", 4, ["wiring"])
def learns(student, rng):
    """The student's own layers, too; the guesses are worked out here, from the weights alone."""
    with student.scenario() as s:
        network = s.name("define_architecture")()
        first = s.name("initialize_weights")(X_TRAIN.shape[1], 32, 10)
        weights = s.pairs([(network[2][i], first[i]) for i in range(4)])
        data = s.name("Batches")(X_TRAIN, Y_TRAIN)
        s.name("train")(network, weights, data, 1.0, 32, 600)
        taken = {name: s.take(weights[network[2][i]]) for i, name in enumerate(NAMES)}
    yield
    learned = {
        name: read_weights(name, taken[name].value, shape, "After training, ")
        for name, shape in shapes(X_TRAIN.shape[1], 32, 10).items()
    }
    with np.errstate(all="ignore"):  # weights that ran away are wrong, and no fault of ours
        guesses = np.argmax(scores(learned, X_TEST), axis=1)
    if not np.mean(guesses == Y_TEST) >= 0.9:
        fail(
            "After 600 steps with step size 1 on batches of 32, the network reads fewer than nine "
            "of ten unseen digits. Draw the list of losses: does it fall?"
        )


FUNCTIONS = ["initialize_weights", "define_architecture", "sgd_step", "train"]


def of_functions(one):
    """The check, waived for foreign work that has none of the functions.

    The original handout asks for a loop that stands in the notebook by itself, on a data set that
    it downloads: there is nothing in it that could be asked.
    """

    def question(student, rng):
        if student.foreign and not any(defined(student)):
            raise Waived(
                "The handout of this work asks for a training loop that stands in the notebook by "
                "itself, without functions that could be asked. It counts neither for you nor "
                "against you."
            )
        one.ask(student, rng)

    return replace(one, question=question)


def defined(student):
    """For each of the functions, whether the work defines it."""
    with student.scenario() as s:
        answers = [s.defined(name) for name in FUNCTIONS]
    return [answer.value is True for answer in answers]


CHECKS = [
    of_functions(one) for one in [first_weights, wiring, step, step_loss, loop, whole_step, learns]
]

# Without the checks that train in earnest.
PROBE = of_checks([of_functions(one) for one in [first_weights, wiring, step, step_loss]])
