"""Hidden checks of the complete network: how it is wired, and that it computes and learns.

The wiring is judged by itself, from what each layer says it stands on, so that a mistake in an
earlier exercise does not cost these points as well.
"""

import itertools
from dataclasses import dataclass

import numpy as np

from autograder.checks import CheckFailed, as_array, check, expect, fail
from reference.pysmorch.bias.checks import BIAS
from reference.pysmorch.cross_entropy.checks import losses, one_hot, one_number, softmax

FEATURES, HIDDEN, WIDE, CLASSES = 3, 5, 8, 5
CHAIN = ["L1", "B1", "R1", "L2", "B2", "R2", "L3", "B3", "loss"]
KINDS = {"L": "Linear", "B": "Bias", "R": "Relu", "l": "CrossEntropy"}
SHAPES = {
    "L1": (FEATURES, HIDDEN),
    "B1": (1, HIDDEN),
    "L2": (HIDDEN, WIDE),
    "B2": (1, WIDE),
    "L3": (WIDE, CLASSES),
    "B3": (1, CLASSES),
}


def layers(student, s, foreign_without_names):
    """Handles of X and of every layer by name.

    In the original handout the wiring was given; work from there that lacks it is wired here.
    """
    if not foreign_without_names:
        return {name: s.name(name) for name in ["X", *CHAIN]}
    made = {"X": s.name("Data")(np.zeros((10, FEATURES)))}
    below = "X"
    for name in CHAIN[:-1]:
        width = [SHAPES[name][1]] if name[0] == "L" else []
        made[name] = s.name(KINDS[name[0]])(made[below], *width)
        below = name
    made["loss"] = s.name("CrossEntropy")(made[below], one_hot([0] * 10, CLASSES))
    return made


def attribute(s, layer, name):
    """Handle to an attribute, or to None on what has no such thing, such as a number."""
    return s.module("builtins").getattr(layer, name, None)


def must_wire(student):
    """Whether this is foreign work that does not define the network's names."""
    if not student.foreign:
        return False
    with student.scenario() as s:
        defined = [s.defined(name) for name in CHAIN]
    return not all(answer.value is True for answer in defined)


def wired_for_them(student, rng):
    """Whether the wiring was given; all that is left to ask then is whether there are layers."""
    if not must_wire(student):
        return False
    for _ in expect_learning(student, rng):
        pass
    return True


@check("layers", "Nine layers stand there under their names, each of the right kind", 4)
def kinds(student, rng):
    if student.foreign:
        yield  # from here on every answer is needed at once
        if wired_for_them(student, rng):
            return
    with student.scenario() as s:
        net = layers(student, s, False)
        right = {n: s.take(s.instance_of(net[n], s.name(KINDS[n[0]]))) for n in CHAIN}
    yield
    for name in CHAIN:
        if right[name].value is not True:
            fail(f"`{name}` is not a `{KINDS[name[0]]}` layer.")


@check("sizes", "Every layer takes in and gives out the right number of columns", 3)
def sizes(student, rng):
    if student.foreign:
        yield  # from here on every answer is needed at once
        if wired_for_them(student, rng):
            return
    with student.scenario() as s:
        net = layers(student, s, False)
        # Shapes alone: the numbers are drawn anew in every notebook and say nothing.
        shape_of = s.module("numpy").shape
        shapes = {name: s.take(shape_of(net[name].W)) for name in SHAPES}
    yield
    for name, shape in SHAPES.items():
        if shapes[name].value not in ([*shape], [*(shape[1:] if shape[0] == 1 else shape)]):
            fail(f"`{name}.W` has the wrong shape. How many numbers go in, how many come out?")


@check("wiring", "The layers form one chain from X to loss", 5)
def wiring(student, rng):
    if student.foreign:
        yield  # from here on every answer is needed at once
        if wired_for_them(student, rng):
            return
    with student.scenario() as s:
        net = layers(student, s, False)
        links = {
            name: s.take(s.same(attribute(s, net[name], "in_layer"), net[below]))
            for below, name in zip(["X", *CHAIN], CHAIN, strict=False)
        }
    yield
    for below, name in zip(["X", *CHAIN], CHAIN, strict=False):
        if links[name].value is not True:
            fail(
                f"`{name}` does not stand on `{below}`: look at what you pass as its first argument."
            )


@check(
    "start", "No two layers share their numbers, and no weights are zero throughout", 1, ["sizes"]
)
def start(student, rng):
    """Before anything is put into them: shared arrays would learn as one, zeros not at all."""
    if student.foreign:
        yield  # from here on every answer is needed at once
        if wired_for_them(student, rng):
            return
    with student.scenario() as s:
        net = layers(student, s, False)
        shares = s.module("numpy").shares_memory
        pairs = list(itertools.combinations(SHAPES, 2))
        shared = {pair: s.take(shares(*(net[name].W for name in pair))) for pair in pairs}
        held = {name: s.take(net[name].W) for name in SHAPES if name[0] == "L"}
    yield
    for (one, other), answer in shared.items():
        if answer.value is not False:
            fail(f"`{one}.W` and `{other}.W` are one and the same array.")
    for name, answer in held.items():
        if not np.any(as_array(answer.value)):
            fail(
                f"`{name}.W` is zero throughout. All units then get the same gradient, or none, and "
                "the network cannot learn."
            )


@dataclass
class Run:
    """A network's numbers: parameters by layer name, a batch, its loss and all gradients."""

    parameters: dict
    X: np.ndarray
    Y: np.ndarray
    loss: float
    gradients: dict


def solve(rng, rows, parameters=None):
    """Draw a batch (and parameters), and work out loss and gradients by the chain rule."""
    # So small that no class is improbable: what a loss does there is asked where it is written.
    p = parameters or {name: rng.normal(0.0, 0.4, size=shape) for name, shape in SHAPES.items()}
    X = rng.normal(size=(rows, FEATURES))
    Y = one_hot(rng.integers(CLASSES, size=rows), CLASSES)
    first = X @ p["L1"] + p["B1"]
    second = np.maximum(first, 0) @ p["L2"] + p["B2"]
    logits = np.maximum(second, 0) @ p["L3"] + p["B3"]
    g = {}
    upstream = (softmax(logits) - Y) / rows
    for number, below, above in ((3, second, None), (2, first, second), (1, None, first)):
        upstream = upstream if above is None else upstream * (above > 0)
        g[f"B{number}"] = upstream.sum(axis=0, keepdims=True)
        g[f"L{number}"] = (X if below is None else np.maximum(below, 0)).T @ upstream
        upstream = upstream @ p[f"L{number}"].T
    return Run(p, X, Y, losses(logits, Y).mean(), g)


def compute(s, net, run):
    """Record: new data and labels, a forward and a backward pass."""
    net["X"].set_data(run.X)
    net["loss"].set_labels(run.Y)
    value = s.take(net["loss"].forward(), one_number)
    net["loss"].backward()
    return value, {name: s.take(attribute(s, net[name], "G")) for name in SHAPES}


def expect_run(run, value, got, where):
    expect(value.value, run.loss, f"{where}, the loss of the whole network")
    for name, want in run.gradients.items():
        gradient = got[name].value
        if gradient is None:
            fail(
                f"No gradient is stored in `{name}.G`. Either that layer keeps it under another "
                "name, or a layer between it and the loss hands nothing back."
            )
        gradient = BIAS.read_weight_gradient(gradient) if name[0] == "B" else gradient
        expect(gradient, want, f"{where}, the gradient in `{name}.G`")


@check("labels", "The loss gets the labels Y, one 1 in every row", 2)
def labels(student, rng):
    if student.foreign:
        yield  # from here on every answer is needed at once
        if wired_for_them(student, rng):
            return
    with student.scenario() as s:
        own = s.take(attribute(s, s.name("loss"), "ones_hot"))
        given = s.take(s.name("Y"))
    yield
    want = as_array(given.value)
    if want is None or want.shape != (10, CLASSES):
        fail("`Y` is no longer the table of labels that the notebook made.")
    if own.value is None:
        fail("`loss` holds no labels. Is it a `CrossEntropy` layer, made with `Y`?")
    expect(own.value, want, "the table of labels that `loss` holds")


@check(
    "learns",
    "Loss and all six gradients are right, batch after batch",
    5,
    ["layers", "sizes", "wiring"],
)
def learns(student, rng):
    """All layers together: the student's own, so an earlier mistake shows here once more."""
    if student.foreign:
        yield  # from here on every answer is needed at once
    yield from expect_learning(student, rng)


def expect_learning(student, rng):
    first, wire = solve(rng, 10), must_wire(student)
    second = solve(rng, 6, first.parameters)
    with student.scenario() as s:
        net = layers(student, s, wire)
        held, marked = net["X"].data, net["loss"].ones_hot
        own = {name: net[name].W for name in SHAPES}
        for name, parameters in first.parameters.items():
            net[name].W = parameters
        answers = [compute(s, net, run) for run in (first, second)]
        # The notebook's own numbers go back, so that no check depends on another.
        net["X"].set_data(held)
        net["loss"].set_labels(marked)
        for name, parameters in own.items():
            net[name].W = parameters
    yield
    try:
        expect_run(first, *answers[0], "for a first batch")
        expect_run(second, *answers[1], "for a second batch of another size")
    except CheckFailed as failed:
        # Wiring and sizes are right where this is asked: what is left is mostly a layer's.
        fail(f"{failed} Your own layers work here: mend first what an exercise above still lacks.")


CHECKS = [kinds, sizes, wiring, labels, start, learns]


def PROBE(student):
    """Loss and gradients of one small batch, the same for everyone."""
    run = solve(np.random.default_rng(28), 3)
    wire = must_wire(student)
    with student.scenario() as s:
        net = layers(student, s, wire)
        for name, parameters in run.parameters.items():
            net[name].W = parameters
        value, got = compute(s, net, run)
    return [value.value, *(gradient.value for gradient in got.values())]
