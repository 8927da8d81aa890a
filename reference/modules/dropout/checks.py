"""Hidden checks of `Dropout`: what stays and how large, how often, and how independently."""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from autograder.checks import as_array, check, expect, fail
from autograder.checks.compare import close
from autograder.checks.questions import expect_kept
from autograder.checks.probe import of_checks
from reference.modules.dropout import evidence

# Which p and how loud is asked by two checks, and must not cost a student the other ones.
DROPS = ["gradient_X"]
RATES = (0.3, 0.5, 0.8)
DEFAULT = 0.5  # what p is if nobody says
# So long and wide that not even one coin per row or column keeps or drops a whole table.
SHAPES = ((60, 60), (40, 40), (80, 80))
VALUE = "what forward returns"
PASSES, ROWS, COLUMNS = 60, 25, 40  # 60,000 units for every p


@dataclass(frozen=True)
class Convention:
    """What p is the chance of, how often a unit stays, and what it is then multiplied by."""

    chance: str
    stays: Callable[[float], float]
    factor: Callable[[float], float]
    words: str


CONVENTIONS = {
    "drop-scaled": Convention("dropped", lambda p: 1 - p, lambda p: 1 / (1 - p), "1/(1 − p)"),
    "keep": Convention("kept", lambda p: p, lambda p: 1.0, "1"),
    "keep-scaled": Convention("kept", lambda p: p, lambda p: 1 / p, "1/p"),
}


def convention_of(student):
    return CONVENTIONS[(student.conventions or {}).get("dropout", "drop-scaled")]


def dropout(s, p=None, training=True):
    """Record the making of a layer in this mode; `training` is set whatever the handout's words."""
    layer = s.name("Dropout")() if p is None else s.name("Dropout")(p)
    set_mode(s, layer, training)
    return layer


def set_mode(s, layer, training):
    builtins = s.module("builtins")
    # Handouts differ: in some, an attribute hides the method that would set it.
    builtins.getattr(layer, "train" if training else "evaluate", builtins.list)()
    layer.training = training


def table(rng, shape):
    """Numbers of both signs, none of them near 0, so that one that was dropped shows."""
    return rng.choice([-1.0, 1.0], size=shape) * rng.uniform(0.5, 2.0, size=shape)


def factors(value, X, what):
    """What each entry was multiplied by; fails unless the value is numbers of the right shape."""
    array = as_array(value)
    if array is None or array.shape != X.shape or not np.all(np.isfinite(array)):
        expect(value, X, what)  # says what is the matter: None, another shape, NaN
    return array / X


@check("forward", "In training each entry is either 0 or its share-out of what came in", 3)
def forward(student, rng):
    convention = convention_of(student)
    tables = [table(rng, shape) for shape in SHAPES]
    with student.scenario() as s:
        values = [
            s.take(dropout(s, p).forward(s.array(X))) for p, X in zip(RATES, tables, strict=True)
        ]
    for p, X, value in zip(RATES, tables, values, strict=True):
        expect_share(factors(value.value, X, VALUE), p, convention)


def expect_share(got, p, convention):
    """Each factor is 0 or the convention's, and both occur."""
    stayed = got != 0
    if np.all(stayed) or not np.any(stayed):
        fail(f"In training mode your Dropout drops {'nothing' if stayed[0, 0] else 'everything'}.")
    want = convention.factor(p)
    if close(got[stayed], np.full(stayed.sum(), want)):
        return
    expect_one_factor(got[stayed])
    fail(
        "The entries that stay are multiplied by the wrong number. In this course p is the chance "
        f"to be {convention.chance}, and what stays is multiplied by {convention.words}; only then "
        "is the expected output what it should be."
    )


def expect_one_factor(factors):
    if factors.size and np.ptp(factors) > 1e-9 * np.max(np.abs(factors)):
        fail("The entries that stay are not all multiplied by the same number.")


@check("gradient_X", "backward sends the gradient through the units that stayed, and only those", 4)
def gradient_x(student, rng):
    """Right if it fits the right forward pass on the same mask, or the student's own."""
    convention = convention_of(student)
    pairs = [(table(rng, shape), table(rng, shape)) for shape in SHAPES]
    answers = []
    with student.scenario() as s:
        for p, (X, upstream) in zip(RATES, pairs, strict=True):
            layer, given = dropout(s, p), s.array(X)
            value = s.take(layer.forward(given))
            answers.append((value, s.take(layer.backward(given, s.array(upstream)))))
    for p, (X, upstream), (value, gradient) in zip(RATES, pairs, answers, strict=True):
        own = factors(value.value, X, VALUE)
        if np.all(own) or not np.any(own):
            fail("In training mode forward drops nothing or all, so there is no mask to go by.")
        expect_masked(gradient.value, upstream, own, convention.factor(p))


def expect_masked(got, upstream, own, factor):
    """The gradient through the mask, by the student's own factor or the convention's."""
    array = as_array(got)
    if array is None or not close(array, upstream * own):
        hints = {"the upstream gradient itself, as if nothing had been dropped": upstream}
        what = "for the mask of the forward pass, the gradient that `backward` returns"
        expect(got, upstream * np.where(own != 0, factor, 0.0), what, hints=hints)


def expect_unchanged(got, X, where):
    """Fail unless a table has come through as it was; say so where some of it is missing."""
    array = as_array(got)
    if array is not None and array.shape == X.shape and np.any(array == 0):
        fail(f"{where[0].upper()}{where[1:]} your Dropout still sets entries to 0.")
    expect(got, X, f"{where}, {VALUE}")


@check("evaluation", "In evaluation mode nothing is dropped and nothing is scaled", 2, DROPS)
def evaluation(student, rng):
    X, upstream = table(rng, (2, 6, 100))
    answers = []
    with student.scenario() as s:
        for p in RATES:
            layer = dropout(s, p, training=False)
            fresh = s.take(layer.forward(s.array(X)))
            set_mode(s, layer, True)
            again = s.take(layer.forward(s.array(X)))
            set_mode(s, layer, False)
            given = s.array(X)
            back = s.take(layer.forward(given))
            answers.append((fresh, again, back, s.take(layer.backward(given, s.array(upstream)))))
    yield
    for fresh, again, back, gradient in answers:
        expect_unchanged(fresh.value, X, "in evaluation mode")
        expect_unchanged(back.value, X, "in evaluation mode after training")
        if np.all(factors(again.value, X, VALUE) != 0):
            fail("Back in training mode after evaluation, your Dropout drops nothing any more.")
        if not student.foreign:  # elsewhere a way back in evaluation is nowhere spoken of
            expect_whole(gradient.value, upstream)


def expect_whole(got, upstream):
    """Fail unless the gradient of an evaluation is the one that came in."""
    array = as_array(got)
    if array is not None and array.shape == upstream.shape and np.any(array == 0):
        fail(
            "In evaluation mode after training, `backward` still sets entries to 0, though nothing "
            "was dropped on the way there. Is the mask of an earlier pass still in use?"
        )
    expect(got, upstream, "in evaluation mode, the gradient that `backward` returns")


def throw(student, rng):
    """Which units stayed in many passes, (PASSES, ROWS, COLUMNS), for each of RATES."""
    X = table(rng, (ROWS, COLUMNS))
    answers = []
    with student.scenario() as s:
        given, numpy = s.array(X), s.module("numpy")
        for p in RATES:
            layer = dropout(s, None if p == DEFAULT else p)
            # A copy for every pass: what one of them does to its input is not asked here.
            passes = (layer.forward(numpy.array(given)) for _ in range(PASSES))
            answers.append([s.take(numpy.not_equal(value, 0)) for value in passes])
    return [np.array([stayed(answer.value, X) for answer in one]) for one in answers]


def stayed(value, X):
    array = as_array(value)
    if array is None or array.shape != X.shape:
        fail("What forward returns has not the shape of what came in.")
    return array.astype(bool)


@check("rate", "The share of units that stay is the one that p asks for", 2, DROPS)
def rate(student, rng):
    """Three values of p: at 0.5 alone, staying and being dropped look the same."""
    convention = convention_of(student)
    for p, masks in zip(RATES, throw(student, rng), strict=True):
        if evidence.has_rate(masks, convention.stays(p)):
            continue
        if evidence.has_rate(masks, 1 - convention.stays(p)):
            fail(
                "The units that stay are as many as should be dropped. In this course p is the "
                f"chance to be {convention.chance}: which side of the comparison are you on?"
            )
        name = "without an argument (p = 0.5)" if p == DEFAULT else f"for p = {p}"
        fail(f"Over many passes, {name}, too many or too few units stay.")


@check("independent", "Every unit of every pass is decided by itself", 2, DROPS)
def independent(student, rng):
    for masks in throw(student, rng):
        if masks.all() or not masks.any():
            fail("In training mode your Dropout drops nothing or everything.")
        if len(evidence.different(masks)) < len(masks):
            fail("Some passes drop exactly the same units, so that one tells about the others.")
        if name := evidence.related(masks):
            fail(f"{name[0].upper()}{name[1:]} are not independent: one tells about the other.")
        if name := evidence.uneven(masks):
            fail(
                f"The number of units that stay varies too much or too little from {name} to "
                f"{name}. Each unit is a throw of its own; nobody counts them."
            )


@check("fresh", "Each forward pass draws a new mask", 1, DROPS)
def fresh(student, rng):
    X = table(rng, (10, 30))
    with student.scenario() as s:
        layer = dropout(s, 0.5)
        answers = [s.take(layer.forward(s.array(X))) for _ in range(3)]
    yield
    masks = [factors(answer.value, X, VALUE) != 0 for answer in answers]
    if any(np.array_equal(one, other) for one, other in zip(masks, masks[1:], strict=False)):
        fail("Two forward passes drop exactly the same units. Draw a new mask in each of them.")


@check("new_batch", "A second batch, of another size or of integers, works as well", 1, DROPS)
def new_batch(student, rng):
    tables = [table(rng, (6, 90)), table(rng, (1, 90)), rng.integers(1, 50, size=(4, 133))]
    if student.foreign:
        tables[2] = tables[2].astype(float)  # nobody said there that integers would come
    slopes = [table(rng, X.shape) for X in tables]
    with student.scenario() as s:
        layer = dropout(s, 0.3)
        answers = []
        for X, upstream in zip(tables, slopes, strict=True):
            given = s.array(X, "strided")
            value = s.take(layer.forward(given))
            answers.append((value, s.take(layer.backward(given, s.array(upstream)))))
    yield
    for X, upstream, (value, gradient) in zip(tables, slopes, answers, strict=True):
        own = factors(value.value, X, "for a later batch, what forward returns")
        expect_one_factor(own[own != 0])
        expect(gradient.value, upstream * own, "for a later batch, what `backward` returns")


@check("zeros", "A zero that came in is no unit that was dropped", 1, DROPS)
def zeros(student, rng):
    """A mask that is read off the output takes every 0 of the input for a dropped one."""
    X, upstream = np.zeros((20, 30)), table(rng, (20, 30))
    with student.scenario() as s:
        layer, given = dropout(s, 0.5), s.array(X)
        layer.forward(given)
        gradient = s.take(layer.backward(given, s.array(upstream)))
    yield
    got = as_array(gradient.value)
    if got is None or got.shape != X.shape or not np.all(np.isfinite(got)):
        fail("For an input of zeros, `backward` does not return finite numbers of its shape.")
    if not np.any(got):
        fail(
            "For an input of zeros the whole gradient is 0. Is the mask read off the numbers that "
            "came out? An entry can be 0 and have stayed."
        )


@check("instances", "Two Dropouts have masks and chances of their own", 1, DROPS)
def instances(student, rng):
    X, upstream = table(rng, (2, 20, 40)), table(rng, (2, 20, 40))
    with student.scenario() as s:
        given = [s.array(one) for one in X]
        twins = [s.take(dropout(s, 0.5).forward(s.array(X[0]))) for _ in range(2)]
        first = dropout(s, 0.2)
        alone = s.take(first.forward(s.array(X[0])))
        layers = [first, dropout(s, 0.8)]
        values = [s.take(one.forward(x)) for one, x in zip(layers, given, strict=True)]
        gradients = [
            s.take(one.backward(x, s.array(slope)))
            for one, x, slope in zip(layers, given, upstream, strict=True)
        ]
    yield
    if np.array_equal(*(factors(one.value, X[0], VALUE) for one in twins)):
        fail(
            "Two new Dropouts drop exactly the same units. Does each of them draw from the same "
            "fixed seed?"
        )
    for x, slope, value, gradient in zip(X, upstream, values, gradients, strict=True):
        own = factors(value.value, x, VALUE)
        expect(gradient.value, slope * own, "with two Dropouts at work, what `backward` returns")
    shares = [np.mean(factors(one.value, X[0], VALUE) != 0) for one in (alone, values[0])]
    if abs(shares[0] - shares[1]) > 0.3:  # fifteen standard deviations of 800 throws
        fail("Once there is a Dropout with another p, an earlier one no longer keeps to its own p.")


@check("stores", "`output` and `gradInput` are both kept and returned", 1, DROPS)
def stores(student, rng):
    X, upstream = table(rng, (2, 6, 20))
    with student.scenario() as s:
        layer, given, slope = dropout(s, 0.5), s.array(X), s.array(upstream)
        value, output = s.take(layer.updateOutput(given)), s.take(layer.output)
        gradient, kept = s.take(layer.updateGradInput(given, slope)), s.take(layer.gradInput)
    yield
    own = factors(value.value, X, "what `updateOutput` returns")
    expect(output.value, X * own, "`self.output` after a forward pass")
    expect(gradient.value, upstream * own, "what `updateGradInput` returns")
    expect(kept.value, upstream * own, "`self.gradInput` after a backward pass")


@check("keeps_inputs", "Arrays that belong to others are left as they were", 1, DROPS)
def keeps_inputs(student, rng):
    X, upstream = table(rng, (2, 6, 20))
    with student.scenario() as s:
        layer, given, slope = dropout(s, 0.5), s.array(X), s.array(upstream)
        value = s.take(layer.forward(given))
        layer.backward(given, slope)
        after = [s.take(given), s.take(slope)]
        later = s.look_again(value)
    yield
    for answer, before, name in zip(
        after, (X, upstream), ("the input", "the upstream gradient"), strict=True
    ):
        array = as_array(answer.value)
        if array is None or not np.array_equal(array, before):
            fail(f"Your code changes {name} in place. Compute into a new array instead.")
    expect_kept(value, later)


@check("leaves_the_seed", "NumPy's random numbers go on for everybody else", 1, DROPS)
def leaves_the_seed(student, rng):
    """A layer that seeds makes the whole notebook draw the same numbers again and again."""
    X = table(rng, (4, 5))
    seeds = [int(seed) for seed in rng.choice(2**31, size=2, replace=False)]
    states = []
    with student.scenario() as s:
        for seed in (*seeds, seeds[0]):
            s.module("numpy").random.seed(seed)
            layer = dropout(s, 0.5)
            layer.forward(s.array(X))
            set_mode(s, layer, False)
            layer.forward(s.array(X))
            states.append(s.random_state())
    yield
    first, second, again = [as_array(state.value) for state in states]
    if np.array_equal(first, second) or not np.array_equal(first, again):
        fail(
            "Your Dropout seeds NumPy's random numbers. Whoever set a seed before you, and all who "
            "draw after you, then get other numbers than they should. Only draw."
        )


CHECKS = [
    forward,
    gradient_x,
    evaluation,
    rate,
    independent,
    fresh,
    new_batch,
    zeros,
    instances,
    stores,
    keeps_inputs,
    leaves_the_seed,
]

# Not the statistics over many passes, which take longer than all the others.
PROBE = of_checks([forward, gradient_x, evaluation, new_batch, instances, stores, keeps_inputs])
